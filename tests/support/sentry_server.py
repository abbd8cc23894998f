"""A server that takes Sentry's envelopes and keeps the events in them.

An envelope is lines: its header, then, for each item, a header with the item's type
and, mostly, its length in bytes, and the item itself.
https://develop.sentry.dev/sdk/data-model/envelopes/
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import brotli

from support.serving import serve

DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "identity": bytes,
}


class SentryServer:
    """``dsn`` leads here; ``events`` are what arrived, ``raw`` the same as bytes."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.other_types: list[str] = []
        self.raw = b""
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                coding = self.headers.get("Content-Encoding", "identity")
                server.take(DECODERS[coding](body))
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = serve(self.server)
        self.dsn = f"http://publickey@127.0.0.1:{self.server.server_port}/1"

    def take(self, body: bytes) -> None:
        self.raw += body
        for kind, payload in items(body):
            if kind == "event":
                self.events.append(json.loads(payload))
            else:
                self.other_types.append(kind)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(timeout=5)


def items(envelope: bytes) -> list[tuple[str, bytes]]:
    """Type and content of each item."""
    found = []
    _header, _, rest = envelope.partition(b"\n")
    while rest.strip():
        line, _, rest = rest.partition(b"\n")
        header = json.loads(line)
        length = header.get("length", rest.find(b"\n") % (len(rest) + 1))
        found.append((header["type"], rest[:length]))
        rest = rest[length:].removeprefix(b"\n")
    return found
