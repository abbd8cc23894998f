"""gunicorn's threads, each with a bound for one request.

A thread reads the request and waits for as long as the client pleases: as many clients
as there are threads, each with half a request, would silence the site.
https://docs.gunicorn.org/en/stable/deploy.html
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

#: From the first byte of a request to the last of its answer.
REQUEST_SECONDS = 30


class ImpatientWorker(ThreadWorker):
    """Hangs up on who is not through with a request in ``REQUEST_SECONDS``."""

    def handle(self, conn: Any) -> Any:
        timer = threading.Timer(REQUEST_SECONDS, hang_up, [conn.sock])
        timer.daemon = True
        timer.start()
        try:
            return super().handle(conn)
        finally:
            timer.cancel()


def hang_up(connection: socket.socket) -> None:
    """Whoever reads from it or writes to it in a thread is told that it is over."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
