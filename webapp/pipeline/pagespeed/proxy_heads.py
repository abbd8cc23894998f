"""The heads of requests to a proxy, and of the answers that it hands on.

Each connection carries one request: the next one is checked anew, since it comes on a
connection of its own. https://www.rfc-editor.org/rfc/rfc9112#section-3.2
"""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass

MAX_HEAD = 65_536
PIECE = 65_536
REQUEST_LINE = re.compile(rb"([A-Z]{1,20}) ([\x21-\x7e]+) HTTP/1\.[01]")
#: A host, or an IPv6 address in brackets, and a port.
AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:@/?#]+):[0-9]{1,5}")
ABSOLUTE = re.compile(r"http://([^/?#]+)([^#]*)", re.IGNORECASE)
END = re.compile(rb"\r?\n\r?\n")
#: Of one connection alone, so not handed on.
HOP_BY_HOP = frozenset(
    {
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"upgrade",
    }
)


@dataclass(frozen=True, slots=True)
class ProxyRequest:
    """``origin`` is what the gate judges; ``head`` is empty for a tunnel, ``rest`` is
    what came behind the head."""

    origin: str
    head: bytes
    rest: bytes


def read_request(client: socket.socket) -> ProxyRequest | None:
    """The request, or None for what is none that a browser sends to a proxy."""
    received = b""
    while not (found := END.search(received)):
        piece = client.recv(PIECE)
        if not piece or len(received) > MAX_HEAD:
            return None
        received += piece
    first, *fields = received[: found.start()].splitlines()
    return parse(first, fields, received[found.end() :])


def parse(first: bytes, fields: list[bytes], rest: bytes) -> ProxyRequest | None:
    line = REQUEST_LINE.fullmatch(first)
    if not line:
        return None
    target = line[2].decode("ascii")
    if line[1] == b"CONNECT":
        is_sound = AUTHORITY.fullmatch(target)
        return ProxyRequest(f"https://{target}/", b"", rest) if is_sound else None
    absolute = ABSOLUTE.fullmatch(target)
    if not absolute:
        return None
    path = absolute[2] if absolute[2].startswith("/") else f"/{absolute[2]}"
    head = b"%s %s HTTP/1.1" % (line[1], path.encode("ascii"))
    return ProxyRequest(f"http://{absolute[1]}/", closing(head, fields), rest)


def closing(first: bytes, fields: list[bytes]) -> bytes:
    """The head without its hop-by-hop fields, for one exchange alone."""
    kept = [line for line in fields if name_of(line) not in HOP_BY_HOP]
    return b"\r\n".join([first, *kept, b"Connection: close", b"", b""])


def name_of(line: bytes) -> bytes:
    return line.partition(b":")[0].strip().lower()


class ClosingAnswer:
    """Bytes of an answer as they come; its head says that the connection ends."""

    def __init__(self) -> None:
        self.held = b""
        self.is_through = False

    def __call__(self, piece: bytes) -> bytes:
        """What may be handed on now."""
        if self.is_through:
            return piece
        self.held += piece
        ready = b""
        while not self.is_through and (found := END.search(self.held)):
            head, self.held = self.held[: found.end()], self.held[found.end() :]
            is_interim = head[8:11].strip().startswith(b"1")  # HTTP/1.1 103
            self.is_through = not is_interim
            first, *fields = head.rstrip(b"\r\n").splitlines() or [b""]
            ready += head if is_interim else closing(first, fields)
        if self.is_through or len(self.held) > MAX_HEAD:
            self.is_through = True
            ready, self.held = ready + self.held, b""
        return ready
