"""The filtering proxy, asked by a real client: what gets through, and for how long."""

from __future__ import annotations

import socket
import threading
import time

import pytest
from urllib3 import ProxyManager
from urllib3.exceptions import HTTPError

from support.hostile_server import HostileServer, drip, page, send, stall
from support.proxy_client import ask, tunnel
from support.recorder import PUBLIC, Recorder
from support.stub_dns import StubDns
from webapp.pipeline.crawl import FetchPolicy
from webapp.pipeline.pagespeed.filtering_proxy import FilteringProxy
from webapp.pipeline.pagespeed.proxy_heads import ClosingAnswer


def test_a_public_page(client: ProxyManager, server: HostileServer) -> None:
    answer = client.request("GET", "http://site.example/?a=1", headers={"X-Own": "1"})
    assert answer.status == 404  # the stand-in knows "/" alone
    answer = client.request("GET", "http://site.example/")
    assert (answer.status, answer.data) == (200, b"<h1>hello</h1>")
    first = server.requests[0]
    assert first.startswith("GET /?a=1 HTTP/1.1\r\n")
    assert "Host: site.example\r\n" in first
    assert "X-Own: 1\r\n" in first
    assert "proxy" not in first.lower()


def test_a_body_is_sent_on(client: ProxyManager, server: HostileServer) -> None:
    body = b"body" * 5000

    def take(sock: socket.socket) -> None:
        got = server.requests[-1].partition("\r\n\r\n")[2].encode()
        while len(got) < len(body):
            got += sock.recv(1000)
        sock.sendall(page(b"taken" if got == body else b"spoilt"))

    server.scripts["/form"] = take
    answer = client.request("POST", "http://site.example/form", body=body)
    assert answer.data == b"taken"


def test_a_tunnel(proxy: FilteringProxy, server: HostileServer) -> None:
    sock, line = tunnel(proxy, "site.example:443")
    with sock:
        assert line == b"HTTP/1.1 200 Connection established"
        sock.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert b"<h1>hello</h1>" in sock.recv(1000)


def test_one_connection_one_request(
    proxy: FilteringProxy, server: HostileServer
) -> None:
    """Else the second would go to the first's server."""
    first = b"GET http://site.example/ HTTP/1.1\r\nConnection: keep-alive\r\n\r\n"
    with socket.create_connection(("127.0.0.1", proxy.port), 5) as sock:
        sock.sendall(first)
        answered = b""
        while piece := sock.recv(1000):
            answered += piece
    head = answered.partition(b"\r\n\r\n")[0]
    assert b"Connection: close" in head
    assert "Connection: close\r\n" in server.requests[0]
    assert "keep-alive" not in server.requests[0]


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (
            [b"HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n", b"A: b\r\n\r\nbody"],
            b"body",
        ),
        (
            [b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", b"HTTP/1.1 200\r\n\r\nb"],
            b"b",
        ),
        ([b"HTTP/1.1 200 OK\nA: b\n\nx", b"y"], b"xy"),
    ],
)
def test_heads_of_answers(pieces: list[bytes], whole: bytes) -> None:
    hand = ClosingAnswer()
    given = b"".join(hand(piece) for piece in pieces)
    assert given.endswith(b"Connection: close\r\n\r\n" + whole)
    assert b"keep-alive" not in given


def test_a_head_without_end_is_not_kept_for_ever() -> None:
    hand = ClosingAnswer()
    assert sum(len(hand(b"x" * 1000)) for _ in range(100)) == 100_000


def test_the_end_ends_all(recorder: Recorder, names: StubDns) -> None:
    server = HostileServer()
    server.scripts["/drip"] = drip(b"HTTP/1.1 200 OK\r\n\r\n")
    server.scripts["/stall"] = stall
    recorder.leads_to[PUBLIC] = server.port
    with FilteringProxy(FetchPolicy(user_agent="x"), 20) as made:
        socks = [ask(made, path) for path in ("drip", "stall")]
        while len(server.requests) < 2:
            time.sleep(0.01)
    for sock in socks:
        with sock:
            while sock.recv(1000):
                pass
    ends_at = time.monotonic() + 5
    while made.active and time.monotonic() < ends_at:
        time.sleep(0.01)
    assert not made.active
    server.close()


def test_time_is_bounded(recorder: Recorder, names: StubDns) -> None:
    server = HostileServer()
    server.scripts["/drip"] = drip(b"HTTP/1.1 200 OK\r\n\r\n")
    recorder.leads_to[PUBLIC] = server.port
    began = time.monotonic()
    policy = FetchPolicy(user_agent="x")
    with FilteringProxy(policy, 0.5) as made, ask(made, "drip") as sock:
        while sock.recv(1000):
            pass
    assert time.monotonic() - began < 3
    server.close()


def test_connections_are_counted(
    proxy: FilteringProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxy, "places", threading.BoundedSemaphore(1))
    with socket.create_connection(("127.0.0.1", proxy.port), 5) as first:
        time.sleep(0.1)
        with socket.create_connection(("127.0.0.1", proxy.port), 5) as second:
            assert second.recv(10) == b""
        first.sendall(b"?\r\n\r\n")
        assert first.recv(1000).startswith(b"HTTP/1.1 400")
    # The place is given back after the answer; the proxy gets its own ones back then.
    assert proxy.places.acquire(timeout=5)


def test_a_server_that_hangs_up(client: ProxyManager, server: HostileServer) -> None:
    server.scripts["/gone"] = send(b"")
    with pytest.raises(HTTPError):
        client.request("GET", "http://site.example/gone")
