"""A server that sends any bytes at all, at any pace, over plain TCP or TLS."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable

Script = Callable[[socket.socket], None]


def page(
    body: bytes = b"<h1>hello</h1>", headers: str = "", status: str = "200 OK"
) -> bytes:
    """A whole answer with a right length."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{headers}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def send(answer: bytes) -> Script:
    return lambda sock: sock.sendall(answer)


def redirect(location: str, status: int = 302) -> Script:
    answer = f"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\n"
    return send(answer.encode() + b"Content-Length: 0\r\n\r\n")


def drip(start: bytes, piece: bytes = b"x", pause: float = 0.05) -> Script:
    """Send ``start``, then a piece now and then, for ever."""

    def run(sock: socket.socket) -> None:
        sock.sendall(start)
        while True:
            time.sleep(pause)
            sock.sendall(piece)

    return run


def stall(sock: socket.socket) -> None:
    """Answer nothing, and keep the connection."""
    time.sleep(30)


NOT_FOUND = send(page(status="404 Not Found"))


class HostileServer:
    """``scripts["/path"]`` is run for a request of that path; others get a 404."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.scripts: dict[str, Script] = {"/": send(page())}
        self.requests: list[str] = []
        self.tls = tls
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        threading.Thread(target=self.accept, daemon=True).start()

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [request.split(" ")[1] for request in self.requests]

    def accept(self) -> None:
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=[sock], daemon=True).start()

    def serve(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError, ssl.SSLError), sock:
            if self.tls is None:
                self.answer(sock)
                return
            with self.tls.wrap_socket(sock, server_side=True) as secure:
                self.answer(secure)

    def answer(self, sock: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            chunk = sock.recv(65536)
            if not chunk:
                return
            request += chunk
        text = request.decode("latin-1")
        self.requests.append(text)
        self.scripts.get(text.split(" ")[1], NOT_FOUND)(sock)
        sock.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Wake the thread that accepts, too: a close alone leaves it listening."""
        with contextlib.suppress(OSError):  # closed before
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
