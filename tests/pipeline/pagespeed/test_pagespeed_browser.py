"""A real Chromium under our flags: whatever a page does, it stays behind the proxy."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.hostile_server import HostileServer, page, send
from support.recorder import Recorder
from support.stub_dns import StubDns
from webapp.pipeline.crawl import FetchPolicy
from webapp.pipeline.pagespeed.filtering_proxy import FilteringProxy
from webapp.pipeline.pagespeed.lighthouse import BROWSER_FLAGS

#: It tries the ways out that a browser knows; ``PORT`` is of what it must not reach.
HOSTILE = """<!doctype html><title>x</title>
<img src="http://127.0.0.1:PORT/image"><iframe src="http://localhost:PORT/frame"></iframe>
<img src="http://[::1]:PORT/six"><link rel="preconnect" href="http://127.0.0.1:PORT/">
<img src="http://site.example/go"><img src="http://169.254.169.254/latest/">
<script>
fetch("http://127.0.0.1:PORT/fetch").catch(() => 0)
new WebSocket("ws://127.0.0.1:PORT/socket")
const pc = new RTCPeerConnection({iceServers: [{urls: "stun:127.0.0.1:PORT"}]})
pc.createDataChannel("x")
pc.createOffer().then(offer => pc.setLocalDescription(offer))
fetch("http://site.example/ran")
</script>"""


@pytest.fixture
def inside() -> Iterator[HostileServer]:
    """What no page may reach."""
    server = HostileServer()
    yield server
    server.close()


@pytest.fixture
def datagrams(inside: HostileServer) -> Iterator[socket.socket]:
    """The same port for UDP."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", inside.port))
        sock.settimeout(0.2)
        yield sock


def visit(chromium: str, proxy: FilteringProxy, folder: Path) -> str:
    """The page's markup once its scripts ran."""
    command = [
        chromium,
        *(flag.replace('"', "") for flag in BROWSER_FLAGS),
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        f"--proxy-server=http://127.0.0.1:{proxy.port}",
        f"--user-data-dir={folder}",
        "--virtual-time-budget=5000",
        "--dump-dom",
        "http://site.example/",
    ]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    ) as browser:
        try:
            return browser.communicate(timeout=60)[0]
        finally:
            if browser.poll() is None:
                os.killpg(browser.pid, signal.SIGKILL)


def test_nothing_gets_past_the_proxy(
    chromium: str,
    recorder: Recorder,
    names: StubDns,
    inside: HostileServer,
    datagrams: socket.socket,
    server: HostileServer,
    tmp_path: Path,
) -> None:
    body = HOSTILE.replace("PORT", str(inside.port)).encode()
    server.scripts["/"] = send(page(body))
    moved = f"Location: http://127.0.0.1:{inside.port}/moved\r\n"
    server.scripts["/go"] = send(page(b"", moved, "302 Found"))
    with FilteringProxy(FetchPolicy(user_agent="x"), 60) as proxy:
        markup = visit(chromium, proxy, tmp_path)
    assert "RTCPeerConnection" in markup
    assert {"/", "/go", "/ran"} <= set(server.paths)
    assert not inside.requests
    with pytest.raises(TimeoutError):
        datagrams.recv(10)
    refused = {f"http://127.0.0.1:{inside.port}/", "http://169.254.169.254/"}
    assert refused <= proxy.refused
