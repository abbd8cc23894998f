"""The way to a model's endpoint: bounded in time and bytes, no proxy, no redirect.

Time-outs of a socket begin anew with every byte, so each wait is given what is left of
one total. Only the headers named here are sent: the client library adds others, some
of them from the environment.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore2
import httpx2

#: An answer is below 30,000 characters, so a longer one is none.
MOST_BYTES = 256 * 1024
#: How much is handed to the socket at a time, between two looks at the clock.
PIECE = 4096
MOST_ADDRESSES = 4
SENT_HEADERS = frozenset({b"host", b"content-type", b"content-length"})


class Bound:
    """What one call may still use."""

    def __init__(self, seconds: float, most_bytes: int = MOST_BYTES) -> None:
        self.ends_at = time.monotonic() + seconds
        self.bytes_left = most_bytes
        #: Whether a byte of the request went out; before that nothing can cost.
        self.is_asked = False

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.ends_at

    @property
    def is_too_much(self) -> bool:
        return self.bytes_left < 0

    def left(self) -> float:
        """Seconds left. Raises ``ReadTimeout`` where there are none."""
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time of the whole call is over")
        return left

    def take(self, count: int) -> None:
        self.bytes_left -= count
        if self.is_too_much:
            raise httpcore2.ReadError("the answer is too large")


class BoundStream(httpcore2.NetworkStream):
    """A connection whose every wait counts against the total."""

    def __init__(self, inner: httpcore2.NetworkStream, bound: Bound) -> None:
        self.inner = inner
        self.bound = bound

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self.inner.read(max_bytes, self.bound.left())
        self.bound.take(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.bound.is_asked = True
        for start in range(0, len(buffer), PIECE):
            self.inner.write(buffer[start : start + PIECE], self.bound.left())

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        left = self.bound.left()
        return BoundStream(
            self.inner.start_tls(ssl_context, server_hostname, left), self.bound
        )

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


class BoundBackend(httpcore2.NetworkBackend):
    """Connects within the total; the look-up of the name included."""

    def __init__(self, bound: Bound) -> None:
        self.bound = bound
        self.inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        addresses = look_up(host, port, self.bound.left())
        for number, address in enumerate(addresses, start=1):
            # A silent address leaves time for the others.
            share = self.bound.left() / (len(addresses) - number + 1)
            try:
                stream = self.inner.connect_tcp(address, port, share)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
            return BoundStream(stream, self.bound)
        raise httpcore2.ConnectError("no address of the endpoint answers")


def look_up(host: str, port: int, seconds: float) -> list[str]:
    """The system's answer; ``getaddrinfo`` has no time-out of its own."""
    found: list[str] = []

    def ask() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys(str(entry[4][0]) for entry in entries))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    return found[:MOST_ADDRESSES]


class Pieces(httpx2.SyncByteStream):
    """The body of an answer as it comes."""

    def __init__(self, stream: Iterable[bytes]) -> None:
        self.stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self.stream


class BoundTransport(httpx2.BaseTransport):
    """One connection for one call; certificates are verified."""

    def __init__(self, bound: Bound, api_key: str) -> None:
        self.api_key = api_key
        self.pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            max_connections=1,
            http1=True,
            http2=False,
            retries=0,
            network_backend=BoundBackend(bound),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        answer = self.pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=self.headers(request),
                content=request.stream,
            )
        )
        headers = httpx2.Headers(answer.headers)
        if headers.get("content-encoding", "identity").lower() != "identity":
            answer.close()
            raise httpcore2.ReadError("a packed answer, which was not asked for")
        return httpx2.Response(
            status_code=answer.status,
            headers=headers,
            stream=Pieces(answer.iter_stream()),
            request=request,
        )

    def headers(self, request: httpx2.Request) -> list[tuple[bytes, bytes]]:
        kept = [pair for pair in request.headers.raw if pair[0].lower() in SENT_HEADERS]
        kept += [
            (b"Accept", b"application/json"),
            (b"Accept-Encoding", b"identity"),
            (b"Connection", b"close"),
        ]
        if self.api_key:
            kept.append((b"Authorization", f"Bearer {self.api_key}".encode("ascii")))
        elif request.url.userinfo:
            basic = httpx2.BasicAuth(request.url.username, request.url.password)
            kept += authorization(basic, request)
        return kept

    def close(self) -> None:
        self.pool.close()


def authorization(
    auth: httpx2.Auth, request: httpx2.Request
) -> list[tuple[bytes, bytes]]:
    """What the credentials in an endpoint's URL stand for."""
    signed = next(auth.sync_auth_flow(request))
    return [pair for pair in signed.headers.raw if pair[0].lower() == b"authorization"]
