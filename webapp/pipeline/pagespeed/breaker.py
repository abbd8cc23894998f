"""A circuit breaker: a service that keeps failing is left alone for a while."""

from __future__ import annotations

import mmap
import struct
import threading
import time

FAILURES = 5
SECONDS = 60.0
#: Failures in a row, and the monotonic time until which nobody asks.
STATE = struct.Struct("<qd")


class Breaker:
    """Opens after ``failures`` in a row for ``seconds``; then one more failure opens it
    again, and one answer closes it.

    Its state lies in memory that a worker shares with the work horses it forks: each
    of those runs one job and would else know of its own two calls alone.
    """

    def __init__(self, failures: int = FAILURES, seconds: float = SECONDS) -> None:
        self.failures = failures
        self.seconds = seconds
        self.memory = mmap.mmap(-1, STATE.size)
        self.lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        return time.monotonic() < self.read()[1]

    def note(self, *, is_failure: bool) -> None:
        """One call is over."""
        with self.lock:
            in_a_row, until = self.read()
            in_a_row = in_a_row + 1 if is_failure else 0
            if in_a_row >= self.failures:
                until = time.monotonic() + self.seconds
            STATE.pack_into(self.memory, 0, in_a_row, until if in_a_row else 0.0)

    def read(self) -> tuple[int, float]:
        in_a_row, until = STATE.unpack_from(self.memory)
        return in_a_row, until
