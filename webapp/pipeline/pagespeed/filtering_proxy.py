"""An HTTP proxy on loopback that lets a browser reach what a scan may reach.

A page can send its browser anywhere: by a redirect, a script, a frame. So each request
passes the project's gate, every address of its name is checked, and the connection is
pinned to a checked address. What is refused gets 403.
"""

from __future__ import annotations

import contextlib
import logging
import select
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType

from webapp.exceptions import FetchFailed, UrlRefused
from webapp.pipeline.crawl import FetchPolicy, Url, canonical_url
from webapp.pipeline.crawl.connection import checked_addresses, connect_to
from webapp.pipeline.crawl.deadline import Deadline, shut_down
from webapp.pipeline.pagespeed.proxy_heads import (
    PIECE,
    ClosingAnswer,
    ProxyRequest,
    read_request,
)

log = logging.getLogger(__name__)

MAX_CONNECTIONS = 128
MAX_NOTED = 100
IDLE_SECONDS = 60.0
ANSWERS = {
    400: b"400 Bad Request",
    403: b"403 Forbidden",
    502: b"502 Bad Gateway",
}
Hand = Callable[[bytes], bytes]


class FilteringProxy:
    """``with FilteringProxy(policy, seconds) as proxy``: listens at ``port`` until the
    end, at most ``seconds``. ``refused`` and ``unreached`` are origins: those that it
    may not reach, and those that it cannot."""

    def __init__(self, policy: FetchPolicy, seconds: float) -> None:
        #: What a scan may be allowed to read, a page's scripts may not.
        self.policy = replace(policy, allowed_networks=())
        self.seconds = seconds
        self.refused: set[str] = set()
        self.unreached: set[str] = set()
        self.active: set[Deadline] = set()
        self.places = threading.BoundedSemaphore(MAX_CONNECTIONS)
        self.lock = threading.Lock()
        self.is_over = False
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.accept, daemon=True)

    def __enter__(self) -> FilteringProxy:
        self.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shut_down(self.listener)  # a close alone would leave ``accept`` waiting
        self.listener.close()
        with self.lock:
            self.is_over = True
            for deadline in self.active:
                deadline.end()
        self.thread.join()

    def accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self.places.acquire(blocking=False):
                threading.Thread(target=self.serve, args=[client], daemon=True).start()
            else:
                client.close()

    def serve(self, client: socket.socket) -> None:
        try:
            with client, Deadline(self.seconds) as deadline:
                self.begin(client, deadline)
                self.answer(client, deadline)
        except OSError as error:  # a browser or a server that went away
            log.debug("proxy: %s", error)
        finally:
            self.places.release()

    def begin(self, client: socket.socket, deadline: Deadline) -> None:
        client.settimeout(IDLE_SECONDS)
        deadline.register(client)
        with self.lock:
            self.active.add(deadline)
            if self.is_over:
                deadline.end()

    def answer(self, client: socket.socket, deadline: Deadline) -> None:
        try:
            request = read_request(client)
            if request is None:
                say(client, 400)
                return
            upstream = self.reach(request, client, deadline)
            if upstream is not None:
                with upstream:
                    pass_on(request, client, upstream)
        finally:
            with self.lock:
                self.active.discard(deadline)

    def reach(
        self, request: ProxyRequest, client: socket.socket, deadline: Deadline
    ) -> socket.socket | None:
        """A socket to a checked address; else the client was told why there is none."""
        try:
            return self.open(canonical_url(request.origin), deadline)
        except UrlRefused:
            note(self.refused, request.origin)
            say(client, 403)
        except (FetchFailed, OSError) as error:
            log.debug("proxy: %s: %s", request.origin, error)
            note(self.unreached, request.origin)
            say(client, 502)
        return None

    def open(self, url: Url, deadline: Deadline) -> socket.socket:
        addresses = checked_addresses(url, self.policy, deadline)
        upstream = connect_to(addresses, url, self.policy, deadline)
        upstream.settimeout(IDLE_SECONDS)
        return upstream


def note(origins: set[str], origin: str) -> None:
    if len(origins) < MAX_NOTED:  # a page can ask for any number of them
        origins.add(origin)


def say(client: socket.socket, status: int) -> None:
    line = b"HTTP/1.1 %s\r\n" % ANSWERS[status]
    client.sendall(line + b"Content-Length: 0\r\nConnection: close\r\n\r\n")


def pass_on(
    request: ProxyRequest, client: socket.socket, upstream: socket.socket
) -> None:
    """A tunnel for CONNECT, one exchange for the rest."""
    if not request.head:
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
    upstream.sendall(request.head + request.rest)
    relay(client, upstream, ClosingAnswer() if request.head else bytes)


def relay(client: socket.socket, upstream: socket.socket, hand: Hand) -> None:
    """Bytes both ways until both sides have ended, or nothing moves for long."""
    ways: dict[int, tuple[socket.socket, socket.socket, Hand]] = {
        client.fileno(): (client, upstream, bytes),
        upstream.fileno(): (upstream, client, hand),
    }
    poll = select.poll()
    for number in ways:
        poll.register(number, select.POLLIN)
    while ways:
        ready = poll.poll(IDLE_SECONDS * 1000)
        if not ready:
            return
        for number, _ in ready:
            source, sink, change = ways[number]
            piece = source.recv(PIECE)
            if piece:
                sink.sendall(change(piece))
                continue
            poll.unregister(number)
            del ways[number]
            if source is upstream:
                return  # a server that has ended gets nothing more
            with contextlib.suppress(OSError):  # it may have ended meanwhile
                sink.shutdown(socket.SHUT_WR)
