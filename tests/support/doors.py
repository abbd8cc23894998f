"""What stands in front of servers elsewhere: TLS, and a platform's router."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

from support.serving import serve

HEADERS_OF_A_HOP = {"connection", "transfer-encoding", "keep-alive"}


class Relay(ThreadingTCPServer):
    """A port on loopback that leads to a unix socket, with TLS where asked for."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, target: Path, tls: ssl.SSLContext | None = None) -> None:
        class Handler(StreamRequestHandler):
            def handle(self) -> None:
                with socket.socket(socket.AF_UNIX) as inner:
                    inner.connect(str(target))
                    answers = threading.Thread(
                        target=pump, args=(inner, self.request), daemon=True
                    )
                    answers.start()
                    pump(self.request, inner)
                    answers.join(timeout=5)

        super().__init__(("127.0.0.1", 0), Handler)
        self.port = int(self.server_address[1])
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        serve(self)


def pump(source: socket.socket, target: socket.socket) -> None:
    """All bytes of one direction, then its end."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)


class Router(ThreadingHTTPServer):
    """Speaks TLS, and adds the visitor's address to what he wrote himself."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, web_port: int, tls: ssl.SSLContext) -> None:
        class Handler(BaseHTTPRequestHandler):
            def forward(self) -> None:
                forward(self, web_port)

            do_GET = do_POST = forward  # noqa: N815 (http.server's names)

            def log_message(self, *_: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self.server_address[1]}"
        serve(self)


def forward(request: BaseHTTPRequestHandler, web_port: int) -> None:
    body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
    told = request.headers.get_all("X-Forwarded-For", [])
    headers = {
        name: value
        for name, value in request.headers.items()
        if not name.startswith("X-Forwarded-")
    }
    headers["X-Forwarded-For"] = ", ".join([*told, str(request.client_address[0])])
    headers["X-Forwarded-Proto"] = "https"
    connection = http.client.HTTPConnection("127.0.0.1", web_port, timeout=20)
    with contextlib.closing(connection):
        try:
            connection.request(request.command, request.path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except OSError:
            request.send_error(503)
            return
        request.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in {*HEADERS_OF_A_HOP, "content-length"}:
                request.send_header(name, value)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)
