"""One GET of a service's JSON: bounded in time and bytes, and silent about its URL.

The query holds the operator's key. So the connection is used without urllib3's pool,
whose log names the path of every request, and no error of a library's leaves here.
"""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import SplitResult, urlsplit

import certifi
from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from webapp.exceptions import FetchFailed
from webapp.pipeline.crawl.deadline import Deadline
from webapp.pipeline.crawl.resolver import resolve_with_system

MAX_BYTES = 10_000_000
PIECE = 65_536
CONNECT_SECONDS = 5.0
MAX_ADDRESSES_TRIED = 4
HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came; ``is_cut`` where the body goes on past ``MAX_BYTES``."""

    status: int
    body: bytes
    is_cut: bool = False


class CallFailed(Exception):
    """No answer came; the text is the end of ``PageSpeed Insights …``."""


def call(url: str, deadline: Deadline) -> Answer:
    """The answer, whatever its status; redirects are not followed. The user agent is
    urllib3's. Raises ``CallFailed``."""
    parts = urlsplit(url)
    reason = "cannot be reached"
    try:
        return ask(parts, deadline)
    except FetchFailed:
        reason = "cannot be reached: its name could not be looked up"
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        reason = told(error)
    if deadline.is_over:
        reason = "did not answer in time"
    # Past the ``except``: the library's error knows the URL, and would hang on ours.
    raise CallFailed(reason)


def ask(parts: SplitResult, deadline: Deadline) -> Answer:
    connection = connect(parts, deadline)
    try:
        target = f"{parts.path or '/'}?{parts.query}"
        connection.request("GET", target, headers=HEADERS, preload_content=False)
        response = connection.getresponse()
        body, is_cut = read(response)
        if deadline.is_over:  # the cut looks like the end of the answer
            raise TimeoutError
        return Answer(response.status, body, is_cut)
    finally:
        connection.close()


def read(response: BaseHTTPResponse) -> tuple[bytes, bool]:
    pieces: list[bytes] = []
    size = 0
    while size <= MAX_BYTES:
        piece = response.read(PIECE, decode_content=False)
        if not piece:
            return b"".join(pieces), False
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)[:MAX_BYTES], True


def connect(parts: SplitResult, deadline: Deadline) -> HTTPConnection:
    """A connection whose sockets the deadline can end, TLS by certifi's bundle."""
    host = parts.hostname or ""

    def open_socket() -> socket.socket:
        sock = first_socket(host, parts.port or port_of(parts), deadline)
        deadline.register(sock)
        return sock

    if parts.scheme == "http":
        plain = HTTPConnection(host, parts.port, timeout=deadline.left())
        plain._new_conn = open_socket  # type: ignore[method-assign]
        return plain
    secure = HTTPSConnection(
        host,
        parts.port,
        timeout=deadline.left(),
        cert_reqs="CERT_REQUIRED",
        ca_certs=certifi.where(),
    )
    secure._new_conn = open_socket  # type: ignore[method-assign]
    return secure


def port_of(parts: SplitResult) -> int:
    return 80 if parts.scheme == "http" else 443


def first_socket(host: str, port: int, deadline: Deadline) -> socket.socket:
    """To the first address that answers; ``getaddrinfo`` alone knows no time-out."""
    last = OSError("no address")
    for address in resolve_with_system(host, deadline.left())[:MAX_ADDRESSES_TRIED]:
        try:
            seconds = min(CONNECT_SECONDS, deadline.left())
            sock = socket.create_connection((address, port), seconds)
        except OSError as error:
            last = error
            continue
        sock.settimeout(deadline.left())
        return sock
    raise last


def told(error: Exception) -> str:
    """A library's error in words of ours."""
    if isinstance(error, TimeoutError):
        return "did not answer in time"
    if isinstance(error, ConnectionRefusedError):
        return "cannot be reached: it refuses connections"
    if isinstance(error, ssl.SSLError):
        return "cannot be reached: there is no secure connection to it"
    return "broke off, or its answer is not proper HTTP"
