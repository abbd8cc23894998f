"""Servers that drip, stall, lie and flood: a code and a sentence, in bounded time."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable

import pytest

from support.hostile_server import (
    HostileServer,
    Script,
    drip,
    page,
    redirect,
    send,
    stall,
)
from webapp.exceptions import FetchFailed
from webapp.pipeline.crawl import FetchPolicy, fetch

MakePolicy = Callable[..., FetchPolicy]
START = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def failure(server: HostileServer, script: Script, policy: FetchPolicy) -> FetchFailed:
    server.scripts["/"] = script
    with pytest.raises(FetchFailed) as caught:
        fetch(server.url, policy)
    assert caught.value.message.endswith(".")
    return caught.value


@pytest.mark.parametrize(
    "script",
    [
        drip(START + b"X-Drip: "),
        drip(START + b"Content-Length: 100000\r\n\r\n"),
        drip(b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01),
        drip(START + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n", 0),
        stall,
    ],
    ids=["header drip", "body drip", "100-continue flood", "trailers", "silence"],
)
def test_the_total_deadline_ends_it(
    server: HostileServer, policy: FetchPolicy, script: Script
) -> None:
    started = time.monotonic()
    error = failure(server, script, policy)
    assert (error.code, error.is_transient) == ("timeout", True)
    assert time.monotonic() - started < policy.total_seconds + 1.5


def test_a_stalled_tls_handshake_is_ended(make_policy: MakePolicy) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"https://127.0.0.1:{listener.getsockname()[1]}/"
    started = time.monotonic()
    with pytest.raises(FetchFailed) as caught:
        fetch(url, make_policy(read_seconds=30.0))
    listener.close()
    assert caught.value.code == "timeout"
    assert time.monotonic() - started < 4


@pytest.mark.parametrize("addresses", [1, 4])
def test_a_black_hole_is_given_up(make_policy: MakePolicy, addresses: int) -> None:
    """Nobody takes the connection: its queue is full, so the kernel drops each SYN."""
    hole = socket.create_server(("0.0.0.0", 0), backlog=0)
    port = hole.getsockname()[1]
    fillers = [socket.socket() for _ in range(3)]
    for filler in fillers:
        filler.setblocking(False)
        filler.connect_ex(("127.0.0.1", port))
    found = [f"127.0.0.{number + 1}" for number in range(addresses)]
    policy = make_policy(connect_seconds=0.6, resolve=lambda host, seconds: found)
    started = time.monotonic()
    with pytest.raises(FetchFailed) as caught:
        fetch(f"http://a.example:{port}/", policy)
    for opened in (hole, *fillers):
        opened.close()
    assert (caught.value.code, caught.value.is_transient) == ("timeout", True)
    assert 0.5 < time.monotonic() - started < policy.total_seconds + 1.5


def test_no_thread_is_left_behind(server: HostileServer, policy: FetchPolicy) -> None:
    server.close()
    before = threading.active_count()
    for _ in range(3):
        with pytest.raises(FetchFailed):
            fetch(server.url, policy)
    assert threading.active_count() <= before


def reset(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


@pytest.mark.parametrize(
    "script",
    [
        send(b""),
        reset,
        send(b"garbage\r\n\r\n"),
        send(b"<h1>HTTP/0.9</h1>"),
        send(START + b"".join(b"X-%d: y\r\n" % n for n in range(120)) + b"\r\n"),
        send(START + b"X: " + b"y" * 70_000 + b"\r\n\r\n"),
        send(START + (b"X: " + b"y" * 2000 + b"\r\n") * 60 + b"\r\n"),
        send(START + b"Content-Length: 99999999999999\r\n\r\nshort"),
        send(START + b"Content-Length: -5\r\n\r\nbody"),
        send(START + b"Content-Length: 3\r\nContent-Length: 9\r\n\r\nbody"),
        send(START + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nbroken"),
    ],
    ids=[
        "empty", "reset", "garbage", "HTTP/0.9", "120 headers", "64 KB line",
        "120 KB of headers", "short body", "negative length", "two lengths",
        "bad chunk",
    ],
)  # fmt: skip
def test_broken_http_is_a_bad_response(
    server: HostileServer, policy: FetchPolicy, script: Script
) -> None:
    assert failure(server, script, policy).code == "bad_response"


@pytest.mark.parametrize(
    "encoding", ["br", "zstd", "deflate", "gzip, gzip", "gzip,gzip,gzip", "x"]
)
def test_other_encodings_are_refused(
    server: HostileServer, policy: FetchPolicy, encoding: str
) -> None:
    script = send(page(b"x", f"Content-Encoding: {encoding}\r\n"))
    assert failure(server, script, policy).code == "bad_encoding"


@pytest.mark.parametrize(
    "body",
    [
        b"not gzip",
        gzip.compress(b"x" * 9000, mtime=0)[:-20],
        gzip.compress(b"x", mtime=0)[:5],
    ],
)
def test_broken_gzip_is_refused(
    server: HostileServer, policy: FetchPolicy, body: bytes
) -> None:
    script = send(page(body, "Content-Encoding: gzip\r\n"))
    assert failure(server, script, policy).code == "bad_encoding"


@pytest.mark.parametrize("name", ["gzip", "x-gzip", "GZIP"])
def test_gzip_is_undone(server: HostileServer, policy: FetchPolicy, name: str) -> None:
    body = gzip.compress(b"<p>hello</p>")
    server.scripts["/"] = send(page(body, f"Content-Encoding: {name}\r\n"))
    found = fetch(server.url, policy)
    assert (found.body, found.truncated) == (b"<p>hello</p>", False)
    assert found.wire_bytes == len(body)


def test_a_gzip_bomb_is_cut(server: HostileServer, make_policy: MakePolicy) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b" " * 1_000_000) for _ in range(200))
    bomb += packer.flush()
    server.scripts["/"] = send(page(bomb, "Content-Encoding: gzip\r\n"))
    tracemalloc.start()
    found = fetch(server.url, make_policy(max_decoded_bytes=1_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found.truncated, len(found.body)) == (True, 1_000_000)
    assert peak < 10_000_000


def test_an_endless_body_is_cut(server: HostileServer, make_policy: MakePolicy) -> None:
    head = START + b"Transfer-Encoding: chunked\r\n\r\n"
    chunk = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
    server.scripts["/"] = drip(head, chunk, 0)
    found = fetch(server.url, make_policy(max_wire_bytes=200_000))
    assert (found.truncated, len(found.body)) == (True, 200_000)


def test_a_large_body_on_a_redirect_is_not_read(
    server: HostileServer, policy: FetchPolicy
) -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: /end\r\nContent-Length: 262000000\r\n\r\n"
    server.scripts["/"] = drip(head, b"x" * 100_000, 0)
    server.scripts["/end"] = send(page())
    assert fetch(server.url, policy).wire_bytes < 100


def test_redirects_are_followed_and_kept(
    server: HostileServer, policy: FetchPolicy
) -> None:
    server.scripts |= {"/": redirect("/a", 301), "/a": redirect("b?c#d", 307)}
    server.scripts["/b?c"] = send(page())
    found = fetch(server.url, policy)
    assert found.final_url == f"{server.url}/b?c"
    assert [(hop.status, hop.location) for hop in found.redirects] == [
        (301, "/a"),
        (307, "b?c#d"),
    ]


def test_a_location_in_raw_utf8_is_followed(
    server: HostileServer, policy: FetchPolicy
) -> None:
    answer = "HTTP/1.1 302 Found\r\nLocation: /ü\r\nContent-Length: 0\r\n\r\n"
    server.scripts |= {"/": send(answer.encode()), "/%C3%BC": send(page())}
    assert fetch(server.url, policy).final_url.endswith("/%C3%BC")


def test_a_redirect_loop_ends(server: HostileServer, policy: FetchPolicy) -> None:
    server.scripts["/a"] = redirect("/")
    assert failure(server, redirect("/a"), policy).code == "too_many_redirects"


def test_six_hops_are_too_many(server: HostileServer, policy: FetchPolicy) -> None:
    for hop in range(9):
        server.scripts[f"/{hop}"] = redirect(f"/{hop + 1}")
    assert failure(server, redirect("/0"), policy).code == "too_many_redirects"
    assert len(server.requests) == 6


@pytest.mark.parametrize("status", [300, 304, 305])
def test_other_3xx_lead_nowhere(
    server: HostileServer, policy: FetchPolicy, status: int
) -> None:
    script = redirect("/a", status)
    assert failure(server, script, policy).code == "bad_redirect"


def test_a_redirect_without_location(
    server: HostileServer, policy: FetchPolicy
) -> None:
    script = send(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")
    assert failure(server, script, policy).code == "bad_redirect"
