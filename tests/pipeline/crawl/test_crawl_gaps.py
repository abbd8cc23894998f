"""Answers that say two things, or more than anybody should read (B13, B15, B19)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.hostile_server import HostileServer, page, send
from webapp.exceptions import FetchFailed, XenlixError
from webapp.pipeline.crawl import FetchPolicy, fetch

START = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


CHUNKS = b"5\r\nhello\r\n0\r\n\r\n"


def code_of(server: HostileServer, policy: FetchPolicy, answer: bytes) -> str:
    server.scripts["/"] = send(answer)
    with pytest.raises(FetchFailed) as caught:
        fetch(server.url, policy)
    assert caught.value.message.endswith(".")
    return caught.value.code


@pytest.mark.parametrize("length", [b"3", b"9999"])
def test_a_length_beside_chunks_is_a_bad_response(
    server: HostileServer, policy: FetchPolicy, length: bytes
) -> None:
    """Whoever believes the one reads another page than who believes the other."""
    both = b"Transfer-Encoding: chunked\r\nContent-Length: " + length + b"\r\n\r\n"
    assert code_of(server, policy, START + both + CHUNKS) == "bad_response"


@pytest.mark.parametrize(
    "coding",
    [b"gzip, chunked", b"xchunked", b"identity", b"chunked, identity", b"\x0bchunked",
     b"chunked\r\nTransfer-Encoding: chunked", b"chunked ", b""],
    ids=repr,
)  # fmt: skip
def test_an_unknown_transfer_coding_is_not_taken_for_the_page(
    server: HostileServer, policy: FetchPolicy, coding: bytes
) -> None:
    answer = START + b"Transfer-Encoding: " + coding + b"\r\n\r\n" + CHUNKS
    assert code_of(server, policy, answer) == "bad_response"


@pytest.mark.parametrize("size", [b"-5", b"f" * 20, b"", b"5;" + b"x" * 200_000])
def test_chunks_of_an_impossible_size(
    server: HostileServer, policy: FetchPolicy, size: bytes
) -> None:
    head = START + b"Transfer-Encoding: chunked\r\n\r\n"
    answer = head + size + b"\r\nhello\r\n0\r\n\r\n"
    assert code_of(server, policy, answer) == "bad_response"


@pytest.mark.parametrize("length", [b"9" * 5000, b"+5", b"0x5", b"5, 5", b"\xb2", b""])
def test_impossible_lengths(
    server: HostileServer, policy: FetchPolicy, length: bytes
) -> None:
    answer = START + b"Content-Length: " + length + b"\r\n\r\nhello"
    assert code_of(server, policy, answer) == "bad_response"


def test_what_the_server_says_it_is_goes_to_no_terminal_raw(
    server: HostileServer, policy: FetchPolicy
) -> None:
    kind = b"im\x1b[31mage/\xe2\x80\xaepng"
    server.scripts["/"] = send(
        b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\n\r\n"
    )
    with pytest.raises(FetchFailed) as caught:
        fetch(server.url, policy)
    assert caught.value.code == "unsupported_type"
    assert caught.value.message.isascii()
    assert caught.value.message.isprintable()


HEADS = st.lists(
    st.sampled_from(
        [b"HTTP/1.1 ", b"200 OK", b"302 F", b"204", b"\r\n", b"\r\n\r\n", b": ", b"\n",
         b"Content-Length", b"Transfer-Encoding", b"chunked", b"gzip",
         b"Content-Encoding", b"Content-Type: text/html\r\n", b"Location", b"http://",
         b"/", b"5", b"-1", b"\0", b"\xff", b" ", b"9" * 30, b"x" * 300]
    ),
    max_size=16,
).map(b"".join)  # fmt: skip


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.binary(max_size=80) | HEADS | HEADS.map((START + b"%s").__mod__))
def test_any_bytes_are_an_answer_or_have_a_code(
    server: HostileServer, make_policy: Callable[..., FetchPolicy], answer: bytes
) -> None:
    """No other exception than ours, and a redirect to a name looks nothing up."""
    server.scripts["/"] = send(answer)
    with contextlib.suppress(XenlixError):
        fetch(server.url, make_policy(resolve=lambda host, seconds: []))


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
        ("http://[::1", "bad_host"),
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
