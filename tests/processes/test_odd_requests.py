"""B22, B25: bytes that a proxy and a server may understand differently, sent to the
web process as it is run."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Callable

import pytest

from support.stack import Stack, wait_for

POST = b"""POST /api/v1/scans HTTP/1.1\r
Host: localhost\r
Content-Type: application/json\r
"""
HIDDEN = b"GET /rq/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
JSON = b'{"url": "a.example"}'
CHUNK = b"14\r\n" + JSON + b"\r\n0\r\n\r\n"
START = b"GET / HTTP/1.1\r\nHost: localhost\r\n"

REFUSED = {
    "two lengths": POST + b"Content-Length: 20\r\nContent-Length: 5\r\n\r\n" + JSON,
    "a signed length": POST + b"Content-Length: +20\r\n\r\n" + JSON,
    "a negative length": POST + b"Content-Length: -1\r\n\r\n" + JSON,
    "a length and chunks": POST
    + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
    + CHUNK,
    "chunks twice": POST
    + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
    + CHUNK,
    "an unknown coding": POST + b"Transfer-Encoding: xchunked\r\n\r\n" + CHUNK,
    "chunks and more": POST + b"Transfer-Encoding: chunked, identity\r\n\r\n" + CHUNK,
    "a space before the colon": POST + b"Transfer-Encoding : chunked\r\n\r\n" + CHUNK,
    "chunks of HTTP/1.0": POST.replace(b"1.1", b"1.0")
    + b"Transfer-Encoding: chunked\r\n\r\n"
    + CHUNK,
    "a folded header": START + b"X: a\r\n b\r\n\r\n",
    "a NUL": START + b"X: a\0b\r\n\r\n",
    "101 headers": START + b"".join(b"X-%d: y\r\n" % n for n in range(101)) + b"\r\n",
    "a long header": START + b"X: " + b"y" * 20_000 + b"\r\n\r\n",
    "a long path": b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "another protocol": b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "garbage": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 4 + b"\r\n\r\n",
}

#: Told when the body is read, which the routes do.
BROKEN_BODIES = {
    "no number": b"ZZ\r\n",
    "a negative one": b"-1\r\n",
    "none": b"\r\n\r\n",
    "a chunk that goes on": b"5\r\nabcdeXX0\r\n",
    "an end too soon": b"14\r\n{",
}


@pytest.fixture
def web(make_stack: Callable[..., Stack]) -> Stack:
    stack = make_stack()
    stack.upgrade()
    stack.start("web")

    def is_up() -> bool:
        try:
            with urllib.request.urlopen(f"{stack.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    wait_for(is_up, "the web process answers")
    return stack


def answers(stack: Stack, sent: bytes) -> bytes:
    """Everything that comes back until the server hangs up."""
    with socket.create_connection(("127.0.0.1", stack.port), timeout=10) as sock:
        sock.sendall(sent)
        sock.shutdown(socket.SHUT_WR)
        parts = []
        try:
            while part := sock.recv(65536):
                parts.append(part)
        except ConnectionResetError:  # it hung up before it had read everything
            pass
        return b"".join(parts)


def test_doubtful_requests_are_refused_and_hide_no_other(web: Stack) -> None:
    for what, sent in REFUSED.items():
        found = answers(web, sent + HIDDEN)
        assert found.count(b"HTTP/1.1 ") == 1, (what, found[:300])
        status = int(found.split(b" ")[1])
        assert 400 <= status < 500 or status in (501, 505), (what, found[:300])
    assert b"202 ACCEPTED" in answers(
        web, POST + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + CHUNK
    )
    assert "Traceback" not in web.log("web")


def test_a_broken_body_is_refused(web: Stack) -> None:
    form = POST.replace(b"json", b"x-www-form-urlencoded")
    for start in (POST, form, form.replace(b"/api/v1/scans", b"/auth/login")):
        for what, body in BROKEN_BODIES.items():
            chunks = b"Transfer-Encoding: chunked\r\n\r\n" + body
            found = answers(web, start + chunks)
            assert found.startswith(b"HTTP/1.1 4"), (what, found[:300])
    assert "Traceback" not in web.log("web")
