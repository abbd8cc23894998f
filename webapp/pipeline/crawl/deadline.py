"""A total bound for a fetch that no drip of bytes can stretch."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from types import TracebackType


class Deadline:
    """Shuts the registered sockets down when its seconds are over.

    Time-outs of a socket begin anew with every byte, so a server that sends one now and
    then would hold us for ever. A duplicate of the descriptor is kept: TLS takes the
    first one over and may stall in its handshake, where nobody holds the new socket.
    """

    def __init__(self, seconds: float) -> None:
        self.ends_at = time.monotonic() + seconds
        self.is_over = False
        self.sockets: list[socket.socket] = []
        self.lock = threading.Lock()
        self.timer = threading.Timer(seconds, self.end)
        self.timer.daemon = True

    def __enter__(self) -> Deadline:
        self.timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.timer.cancel()
        with self.lock:
            for kept in self.sockets:
                kept.close()
            self.sockets.clear()
        self.timer.join()

    def left(self) -> float:
        """Seconds left, never below a small positive number."""
        return max(0.05, self.ends_at - time.monotonic())

    def register(self, sock: socket.socket) -> None:
        kept = socket.socket(fileno=os.dup(sock.fileno()))
        with self.lock:
            self.sockets.append(kept)
        if self.is_over:
            shut_down(kept)

    def end(self) -> None:
        with self.lock:
            self.is_over = True
            for kept in self.sockets:
                shut_down(kept)


def shut_down(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it may have ended by itself
        sock.shutdown(socket.SHUT_RDWR)
