"""Clients that send half a request, or take no answer, silence the site for nobody."""

from __future__ import annotations

import socket
import time
import urllib.request
from collections.abc import Callable

import pytest

from support.stack import Stack, wait_for
from webapp.processes.web import threads

HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BODY = b"POST /scans HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nurl"


@pytest.mark.parametrize("sent", [HEAD, BODY], ids=["head", "body"])
def test_half_a_request_holds_a_thread_for_a_while(
    make_stack: Callable[..., Stack], sent: bytes
) -> None:
    stack = make_stack(REQUEST_SECONDS="3")
    stack.upgrade()
    stack.start("faulty web", "web")
    wait_for(lambda: "Booting worker" in stack.log("web"), "the web process serves")
    address = ("127.0.0.1", stack.port)
    clients = [socket.create_connection(address) for _ in range(threads)]
    for client in clients:
        client.sendall(sent)
    time.sleep(0.5)
    with urllib.request.urlopen(stack.url + "/healthz", timeout=15) as answer:
        assert answer.read() == b"ok\n"
    for client in clients:
        client.settimeout(10)
        while client.recv(4096):
            pass  # an error page, perhaps; then the end
        client.close()
    assert "Traceback" not in stack.log("web")
