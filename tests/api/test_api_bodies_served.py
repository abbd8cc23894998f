"""Long, cut and endless bodies, sent to the web process as it is run."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from api.test_api_bodies import BODIES, LONG, URL, USUAL, most, padded
from support.stack import Stack, wait_for

JSON = b'{"url": "a.example"}'
NEXT = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Web:
    """The web process, and a program with a token."""

    def __init__(self, stack: Stack) -> None:
        self.port = stack.port
        self.token = stack.make_user()

    def head(self, path: str, method: str = "POST") -> bytes:
        return (
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {self.token}\r\n"
            "Content-Type: application/json\r\n"
        ).encode()

    def raw(self, sent: bytes, *, is_ended: bool = True) -> bytes:
        """All that comes back until the server hangs up."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as client:
            # It may have answered, and hang up on the rest of a body that is too long.
            with suppress(OSError):
                client.sendall(sent)
                if is_ended:
                    client.shutdown(socket.SHUT_WR)
            parts = []
            with suppress(ConnectionResetError):
                while part := client.recv(65536):
                    parts.append(part)
            return b"".join(parts)

    def told(self, sent: bytes, **how: Any) -> tuple[int, Any]:
        """Status and body of the one answer, after which nothing else is read."""
        found = self.raw(sent, **how)
        assert found.count(b"HTTP/1.1 ") == 1, found[:300]
        head, _, body = found.partition(b"\r\n\r\n")
        assert b"Content-Type: application/json" in head
        return int(head.split(b" ")[1]), json.loads(body)


@pytest.fixture
def web(short_folder: Path) -> Iterator[Web]:
    stack = Stack(short_folder / "a", {"WEB_CONCURRENCY": "1"})
    try:
        stack.upgrade()
        stack.start("web")
        wait_for(lambda: "Booting worker" in stack.log("web"), "the web process serves")
        yield Web(stack)
        assert "Traceback" not in stack.log("web")
    finally:
        stack.stop()


def with_length(body: bytes, length: int | None = None) -> bytes:
    told = len(body) if length is None else length
    return b"Content-Length: %d\r\n\r\n" % told + body


def in_chunks(body: bytes, size: int = 8000) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    return b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"


def code(answer: tuple[int, Any]) -> tuple[int, str]:
    return answer[0], answer[1]["error"]["code"]


TOO_LARGE = (413, "request_entity_too_large")


def test_what_is_too_long_is_413_on_every_route(web: Web) -> None:
    """Told or in chunks, and whatever comes behind it is no request of its own."""
    ids = {}
    for method, rule in BODIES:
        if method == "POST":
            status, made = web.told(web.head(rule) + in_chunks(padded(0)))
            assert status in (201, 202)
            ids[rule] = made["id"]
    for method, rule in BODIES:
        path = rule.replace("{id}", ids[rule.removesuffix("/{id}")])
        data = padded(most(rule) + 1)
        for framed in (with_length, in_chunks):
            answer = web.told(web.head(path, method) + framed(data) + NEXT)
            assert code(answer) == TOO_LARGE, (method, rule, framed)


def test_what_fits_is_taken(web: Web) -> None:
    for path, length in (("/api/v1/scans", USUAL), ("/api/v1/sites", LONG)):
        data = padded(length)
        for sent in (with_length(data), in_chunks(data)):
            found = web.raw(web.head(path) + sent)
            assert found.startswith(b"HTTP/1.1 202 "), (path, found[:300])


def test_a_length_that_is_not_true(web: Web) -> None:
    head = web.head("/api/v1/scans")
    # More than may be: told at once, though next to nothing comes.
    for length in (USUAL + 1, USUAL * 10_000, 10**30):
        sent = head + with_length(JSON, length)
        assert code(web.told(sent, is_ended=False)) == TOO_LARGE
        assert code(web.told(sent)) == TOO_LARGE
    # It would fit, and ends too soon.
    sent = head + with_length(JSON, len(JSON) + 100)
    assert code(web.told(sent)) == (400, "bad_request")
    # Shorter than what comes: JSON that is cut.
    sent = head + with_length(JSON, len(JSON) - 1)
    assert b"bad_json" in web.raw(sent)


def test_a_long_list_arrives(web: Web) -> None:
    urls = [f"{URL}{'x' * 1400}{number}" for number in range(3_500)]
    status, made = web.told(web.head("/api/v1/sites") + in_chunks(padded(0, urls=urls)))
    assert (status, made["counts"]["found"]) == (202, 3_500)
