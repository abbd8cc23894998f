"""Whether our crawler can have a robots.txt that is answered with a given status."""

from __future__ import annotations

import ipaddress
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer

from webapp.exceptions import FetchFailed
from webapp.pipeline.crawl import FetchPolicy, canonical_url, fetch_robots

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)


class StatusHandler(BaseHTTPRequestHandler):
    """Answers with one status, or with nothing."""

    def __init__(self, status: int | None, *connection: object) -> None:
        self.status = status
        super().__init__(*connection)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self.status is not None:
            self.send_response(self.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

    def log_message(self, *_: object) -> None:
        """The table is the only output."""


def robots_cannot_be_had(status: int | None) -> bool:
    """Whether a scan ends because of it. ``status`` None: the server says nothing."""
    server = HTTPServer(("127.0.0.1", 0), partial(StatusHandler, status))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    policy = FetchPolicy(user_agent="XenlixAI bench", allowed_networks=LOOPBACK)
    try:
        fetch_robots(
            canonical_url(f"http://127.0.0.1:{server.server_port}/", LOOPBACK), policy
        )
    except FetchFailed:
        return True
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    return False
