"""Answers that say two things, or more than anybody should read (B13, B15, B19)."""

from __future__ import annotations

import pytest

from support.hostile_server import HostileServer, page, send
from webapp.exceptions import FetchFailed, XenlixError
from webapp.pipeline.crawl import FetchPolicy, fetch

START = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize("length", [b"3", b"9999"])
def test_a_length_beside_chunks_is_a_bad_response(
    server: HostileServer, policy: FetchPolicy, length: bytes
) -> None:
    """Whoever believes the one reads another page than who believes the other."""
    both = b"Transfer-Encoding: chunked\r\nContent-Length: " + length + b"\r\n\r\n"
    server.scripts["/"] = send(START + both + b"5\r\nhello\r\n0\r\n\r\n")
    with pytest.raises(FetchFailed) as caught:
        fetch(server.url, policy)
    assert caught.value.code == "bad_response"


def test_cookies_are_not_kept(server: HostileServer, policy: FetchPolicy) -> None:
    bomb = "".join(f"Set-Cookie: c{n}={'x' * 400}\r\n" for n in range(60))
    head = "HTTP/1.1 302 Found\r\nLocation: /end\r\nContent-Length: 0\r\n"
    answer = f"{head}{bomb}\r\n"
    server.scripts |= {"/": send(answer.encode()), "/end": send(page())}
    assert fetch(server.url, policy).status == 200
    assert "cookie" not in server.requests[1].lower()


def test_a_meta_refresh_is_not_followed(
    server: HostileServer, policy: FetchPolicy, connections: list[tuple[str, int]]
) -> None:
    body = b"<meta http-equiv=refresh content='0;url=http://10.0.0.1/'>"
    junk = (
        "Strict-Transport-Security: max-age=x;;\r\nRefresh: 0;url=http://10.0.0.1/\r\n"
    )
    server.scripts["/"] = send(page(body, junk))
    assert fetch(server.url, policy).body == body
    assert connections == [("127.0.0.1", server.port)]


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://127.1/", "bad_host"),
        ("http://①⓪.⓪.⓪.①:22/", "blocked_address"),
        ("http://[::ffff:10.0.0.1]/", "blocked_address"),
        ("http://8.8.8.8:0/", "bad_port"),
        ("http://[::1", "bad_redirect"),
    ],
)
def test_odd_redirects_open_nothing(
    server: HostileServer,
    policy: FetchPolicy,
    connections: list[tuple[str, int]],
    location: str,
    code: str,
) -> None:
    answer = f"HTTP/1.1 302 F\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"
    server.scripts["/"] = send(answer.encode())
    with pytest.raises(XenlixError) as caught:
        fetch(server.url, policy)
    assert caught.value.code == code
    assert connections == [("127.0.0.1", server.port)]
