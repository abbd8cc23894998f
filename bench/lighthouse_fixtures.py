"""Lighthouse's fixture pages, served as its own test server does, and scanned."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

from webapp.domain.audit_inputs import AuditInputs
from webapp.exceptions import XenlixError
from webapp.pipeline import analyze, runner
from webapp.pipeline.crawl import FetchPolicy
from webapp.pipeline.parse import parse

#: The fixtures name this port in their canonical links.
PORT = 10200
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))

#: What the audits may be asked about, or why the page was not judged.
Scanned = AuditInputs | str


class FixtureHandler(BaseHTTPRequestHandler):
    """A file of the folder, with the status and headers that the query asks for."""

    def __init__(self, folder: Path, *connection: object) -> None:
        self.folder = folder
        super().__init__(*connection)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        split = urlsplit(self.path)
        query = parse_qs(split.query)
        path = (self.folder / split.path.lstrip("/")).resolve()
        is_there = path.is_relative_to(self.folder) and path.is_file()
        body = path.read_bytes() if is_there else b"404 - File not found."
        status = 200 if is_there else 404
        self.send_response(int(query.get("status_code", [str(status)])[0]))
        kind = "text/html; charset=utf-8" if path.suffix == ".html" else "text/plain"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for headers in query.get("extra_header", []):
            for name, value in parse_qsl(headers):
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The table is the only output."""


@contextmanager
def served(folder: Path) -> Iterator[None]:
    """Raises ``OSError`` where the port is taken."""
    handler = partial(FixtureHandler, folder.resolve())
    server = ThreadingHTTPServer(("127.0.0.1", PORT), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def scan_fixtures(folder: Path, urls: list[str]) -> list[Scanned]:
    """Crawl and take apart each URL while the folder is served."""
    policy = FetchPolicy(user_agent="XenlixAI bench", allowed_networks=LOOPBACK)
    options = runner.ScanOptions(policy, analyze.NoKeyphrases(), 15000)
    with served(folder):
        return [scan(url, options) for url in urls]


def scan(url: str, options: runner.ScanOptions) -> Scanned:
    try:
        crawled = runner.crawl_page(url, options, lambda *_: None)
        return AuditInputs(crawled.fetched, parse(crawled.fetched), crawled.site)
    except XenlixError as error:
        return f"{error.code}: {error.message}"
