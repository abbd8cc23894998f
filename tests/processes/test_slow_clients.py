"""Clients that send half a request, or take no answer, silence the site for nobody."""

from __future__ import annotations

import socket
import threading
import time
import urllib.request
from collections.abc import Callable

import pytest

from support.stack import Stack, wait_for
from webapp.processes import slow_clients
from webapp.processes.slow_clients import Begun, bytes_taken, is_too_slow
from webapp.processes.web import threads

HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BODY = b"POST /scans HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nurl"


def serve(stack: Stack) -> Stack:
    stack.upgrade()
    stack.start("faulty web", "web")
    wait_for(lambda: "Booting worker" in stack.log("web"), "the web process serves")
    return stack


def connect(stack: Stack) -> list[socket.socket]:
    address = ("127.0.0.1", stack.port)
    return [socket.create_connection(address) for _ in range(threads)]


def test_who_asks_for_nothing_holds_no_thread(make_stack: Callable[..., Stack]) -> None:
    stack = serve(make_stack(REQUEST_SECONDS="3600"))
    idle = connect(stack)
    time.sleep(0.5)
    with urllib.request.urlopen(stack.url + "/healthz", timeout=15) as answer:
        assert answer.read() == b"ok\n"
    for client in idle:  # one that asks late is served, one that never does hung up on
        client.settimeout(15)
    idle[0].sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
    assert idle[0].recv(12).endswith(b" 200")
    assert idle[1].recv(1) == b""
    for client in idle:
        client.close()


def test_who_does_not_hang_up_holds_nobody_up(make_stack: Callable[..., Stack]) -> None:
    """gunicorn waits 2 s for each, in the thread that all connections begin in."""
    stack = serve(make_stack())
    clients = connect(stack)
    for client in clients:
        client.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
    with urllib.request.urlopen(stack.url + "/healthz", timeout=15) as answer:
        assert answer.read() == b"ok\n"
    for client in clients:
        client.settimeout(15)
        answered = b""
        while piece := client.recv(4096):
            answered += piece
        assert answered.endswith(b"ok\n")
        client.close()
    assert "Traceback" not in stack.log("web")


@pytest.mark.parametrize("sent", [HEAD, BODY], ids=["head", "body"])
def test_half_a_request_holds_a_thread_for_a_while(
    make_stack: Callable[..., Stack], sent: bytes
) -> None:
    stack = serve(make_stack(REQUEST_SECONDS="3"))
    clients = connect(stack)
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


def test_a_long_download_is_no_slow_client(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_clients, "REQUEST_SECONDS", 30)
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        connection, _ = server.accept()
    begun = Begun(0.0, bytes_taken(connection))
    sender = threading.Thread(target=connection.sendall, args=[bytes(2_000_000)])
    sender.start()
    assert not is_too_slow(connection, begun, 29)
    assert is_too_slow(connection, begun, 1000)
    left = 2_000_000
    while left:
        left -= len(client.recv(65536))
    sender.join()
    wait_for(lambda: not is_too_slow(connection, begun, 31), "all is acknowledged")
    assert is_too_slow(connection, begun, 1000)
    client.close()
    connection.close()
    assert bytes_taken(connection) == 0
