"""A client of a proxy, byte by byte."""

from __future__ import annotations

import socket

from webapp.pipeline.pagespeed.filtering_proxy import FilteringProxy


def tunnel(proxy: FilteringProxy, authority: str) -> tuple[socket.socket, bytes]:
    """The socket behind a CONNECT, and the first line of the answer to that."""
    sock = socket.create_connection(("127.0.0.1", proxy.port), 5)
    sock.sendall(f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n".encode())
    return sock, sock.recv(1000).splitlines()[0]


def ask(proxy: FilteringProxy, path: str) -> socket.socket:
    """The socket on which this path of a site was asked for."""
    sock = socket.create_connection(("127.0.0.1", proxy.port), 5)
    sock.sendall(f"GET http://site.example/{path} HTTP/1.1\r\n\r\n".encode())
    return sock
