"""gunicorn's threads are for requests, each with a bound for one, and its main thread
waits for nobody.

By itself a thread reads the request and waits for as long as the client pleases: as
many clients as there are threads, each with half a request or none, would silence the
site for good. Here who sends nothing holds no thread, and who is slow holds one for
30 s; a proxy that buffers requests spares even those. The main thread, in which every
connection begins, waits 2 s for each client that has its last answer and does not hang
up.
https://docs.gunicorn.org/en/stable/deploy.html
"""

from __future__ import annotations

import selectors
import socket
import struct
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

#: From the first byte of a request to the last of its answer, unless the client takes
#: so many bytes of it in a second all along: a long download is no attack.
REQUEST_SECONDS = 30
LEAST_RATE = 10_000
#: From the connection to the first byte: browsers open some that they may not need.
FIRST_BYTE_SECONDS = 5
#: For the client to hang up after its last answer. Closed at once, with bytes of its
#: request unread, the answer could be lost: https://www.rfc-editor.org/rfc/rfc9112#section-9.6
LINGER_SECONDS = 2
#: Twice the longest body that is taken: many clients send all before they read.
MOST_DRAINED = 16 * 1024 * 1024
#: Where the kernel's ``struct tcp_info`` has it.
ACKED_AT = 120


@dataclass(frozen=True)
class Begun:
    """A request: since when, and how much its client had taken by then."""

    at: float
    taken: int


class ImpatientWorker(ThreadWorker):
    """Gives a thread to who has asked for something, and hangs up on who takes too long
    over it. Made for gunicorn 27, of which it uses what is no public interface."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: Connections whose requests are in a thread.
        self.begun: dict[Any, Begun] = {}
        self.lingering: deque[Any] = deque()
        self.looked = 0.0

    def enqueue_req(self, conn: Any) -> None:
        """A new connection waits in the poller, not in a thread, for its first byte."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.timeout = time.monotonic() + FIRST_BYTE_SECONDS
        self.pending_conns.append(conn)
        self.when_readable(conn, self.on_pending_socket_readable)

    def handle(self, conn: Any) -> Any:
        """In a thread: one request."""
        self.begun[conn] = Begun(time.monotonic(), bytes_taken(conn.sock))
        try:
            return super().handle(conn)
        finally:
            del self.begun[conn]

    def finish_request(self, conn: Any, fs: Any) -> None:
        """In the main thread, when a thread is through with a request."""
        is_last = fs.cancelled() or fs.exception() or not fs.result()
        if is_last and self.alive:
            self.linger(conn)
        else:
            super().finish_request(conn, fs)

    def linger(self, conn: Any) -> None:
        """Say that nothing more comes, and wait in the poller for the client's end."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.when_readable(conn, self.drain)
        except (OSError, ValueError):  # it is gone
            self.nr_conns -= 1
            conn.close()
            return
        conn.drained, conn.timeout = 0, time.monotonic() + LINGER_SECONDS
        self.lingering.append(conn)

    def drain(self, conn: Any, client: socket.socket) -> None:
        try:
            piece = client.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        conn.drained += len(piece)
        if not piece or conn.drained > MOST_DRAINED:
            self.lingering.remove(conn)
            self.end(conn)

    def end(self, conn: Any) -> None:
        self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def when_readable(self, conn: Any, then: Any) -> None:
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(then, conn))

    def notify(self) -> None:
        """The main thread calls it after each event, or each second."""
        super().notify()
        now = time.monotonic()
        if now - self.looked < 1:
            return
        self.looked = now
        for conn, begun in self.begun.copy().items():
            if is_too_slow(conn.sock, begun, now):
                hang_up(conn.sock)
        while self.lingering and self.lingering[0].timeout < now:
            self.end(self.lingering.popleft())


def is_too_slow(connection: socket.socket, begun: Begun, now: float) -> bool:
    seconds = now - begun.at
    if seconds <= REQUEST_SECONDS:
        return False
    return bytes_taken(connection) - begun.taken < LEAST_RATE * seconds


def bytes_taken(connection: socket.socket) -> int:
    """That the client acknowledged since it connected (tcp(7), ``tcpi_bytes_acked``);
    0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    try:
        info = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, ACKED_AT + 8)
        taken: int = struct.unpack_from("=Q", info, ACKED_AT)[0]
    except (OSError, struct.error):
        return 0
    return taken


def hang_up(connection: socket.socket) -> None:
    """Whoever reads from it or writes to it in a thread is told that it is over."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
