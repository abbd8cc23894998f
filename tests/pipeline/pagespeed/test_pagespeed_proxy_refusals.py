"""The filtering proxy, asked by a real client: what never gets through."""

from __future__ import annotations

import socket

import pytest
from urllib3 import ProxyManager

from support.hostile_server import HostileServer, redirect
from support.proxy_client import tunnel
from support.recorder import PUBLIC, Recorder
from webapp.pipeline.pagespeed.filtering_proxy import FilteringProxy


def outward(recorder: Recorder, proxy: FilteringProxy) -> list[tuple[str, int]]:
    return [place for place in recorder.opened if place[1] != proxy.port]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://inside.example/",
        "http://mixed.example/",
        "http://own.example/",
        "http://site.example:6379/",
        "http://user@site.example/",
        "http://2130706433/",
        "http://printer.local/",
    ],
)
def test_what_is_refused(
    client: ProxyManager, recorder: Recorder, proxy: FilteringProxy, url: str
) -> None:
    answer = client.request("GET", url)
    assert answer.status == 403
    assert len(proxy.refused) == 1
    assert not outward(recorder, proxy)


@pytest.mark.parametrize(
    "authority",
    [
        "127.0.0.1:443",
        "localhost:80",
        "[::1]:443",
        "10.0.0.1:443",
        "inside.example:443",
        "own.example:443",
        "site.example:22",
    ],
)
def test_what_no_tunnel_leads_to(
    recorder: Recorder, proxy: FilteringProxy, authority: str
) -> None:
    sock, line = tunnel(proxy, authority)
    sock.close()
    assert line == b"HTTP/1.1 403 Forbidden"
    assert not outward(recorder, proxy)


def test_the_products_own_server_is_refused(
    client: ProxyManager, proxy: FilteringProxy, server: HostileServer
) -> None:
    answer = client.request("GET", f"http://127.0.0.1:{server.port}/")
    assert answer.status == 403
    assert not server.requests


def test_a_redirect_to_a_private_address(
    client: ProxyManager, server: HostileServer
) -> None:
    server.scripts["/go"] = redirect(f"http://127.0.0.1:{server.port}/secret")
    answer = client.request("GET", "http://site.example/go", redirect=True, retries=3)
    assert answer.status == 403
    assert server.paths == ["/go"]


def test_a_name_that_moves_is_looked_up_each_time(
    client: ProxyManager, recorder: Recorder, proxy: FilteringProxy
) -> None:
    assert client.request("GET", "http://rebound.example/").status == 200
    assert client.request("GET", "http://rebound.example/").status == 403
    assert outward(recorder, proxy) == [(PUBLIC, 80)]


def test_a_name_that_nobody_knows(client: ProxyManager, proxy: FilteringProxy) -> None:
    assert client.request("GET", "http://nobody.example/").status == 502
    assert proxy.unreached == {"http://nobody.example/"}
    assert not proxy.refused


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTP/1.1\r\nHost: site.example\r\n\r\n",
        b"GET https://site.example/ HTTP/1.1\r\n\r\n",
        b"GET ftp://site.example/ HTTP/1.1\r\n\r\n",
        b"CONNECT site.example HTTP/1.1\r\n\r\n",
        b"CONNECT site.example:443/x HTTP/1.1\r\n\r\n",
        b"CONNECT a@site.example:443 HTTP/1.1\r\n\r\n",
        b"CONNECT site.example:443 127.0.0.1:80 HTTP/1.1\r\n\r\n",
        b"GET http://site.example/\x00 HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\r\n\r\n",
        b"GET http://site.example/ HTTP/1.1\r\nX: " + b"x" * 200_000,
    ],
)
def test_what_is_no_request_to_a_proxy(
    recorder: Recorder, proxy: FilteringProxy, request_bytes: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", proxy.port), 5) as sock:
        try:
            sock.sendall(request_bytes)
            answered = sock.recv(1000)
        except ConnectionError:  # it hung up before all was sent
            answered = b""
    assert not answered or answered.startswith(b"HTTP/1.1 400 ")
    assert not outward(recorder, proxy)
