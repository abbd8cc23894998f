"""Servers in a thread of their own."""

from __future__ import annotations

import threading
from socketserver import BaseServer

#: So long ``shutdown`` takes; by itself it is half a second, for each test.
POLL_SECONDS = 0.01


def serve(server: BaseServer) -> threading.Thread:
    """Until ``shutdown``; the thread has begun."""
    arguments = [POLL_SECONDS]
    thread = threading.Thread(target=server.serve_forever, args=arguments, daemon=True)
    thread.start()
    return thread
