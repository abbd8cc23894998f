"""A folder of HTML files as a site on this machine, and a plain walk over its links."""

from __future__ import annotations

import mimetypes
import threading
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import lxml.etree
import lxml.html

HTML = "text/html"
START = "/index.html"
#: The addresses of all pages, for a tool that does not find them by itself.
LIST = "/all-pages.txt"


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str = HTML
    body: bytes = b"<!doctype html><title>Not found</title><p>There is no such page."
    location: str = ""

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.kind == HTML


class Folder:
    """What is outside of it is not served, nor are lists of files. Without an
    ``index.html`` it gets one that leads to everything in it."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.made: dict[str, Answer] = {}
        entrances = self.entrances()
        if not entrances:
            raise SystemExit(f"{path} has no HTML files")
        if not (self.path / "index.html").is_file():
            self.made[START] = start_page(entrances)

    def entrances(self) -> list[str]:
        """The uppermost ``index.html`` of each part, and the files that have none."""
        found = {self.entrance(file) for file in self.path.rglob("*.html")}
        return sorted(f"/{file.relative_to(self.path)}" for file in found)

    def entrance(self, file: Path) -> Path:
        inside = len(file.relative_to(self.path).parents)
        for folder in reversed(file.parents[:inside]):
            if (folder / "index.html").is_file():
                return folder / "index.html"
        return file

    def answer(self, address: str) -> Answer:
        path = unquote(urlsplit(address).path)
        if path in self.made:
            return self.made[path]
        file = (self.path / path.lstrip("/")).resolve()
        if not file.is_relative_to(self.path):
            return Answer(404)
        if file.is_dir():
            if not path.endswith("/"):
                return Answer(301, location=f"{urlsplit(address).path}/")
            if file == self.path and START in self.made:
                return self.made[START]
            file /= "index.html"
        if not file.is_file():
            return Answer(404)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return Answer(200, kind, file.read_bytes())

    def walk(self, most: int) -> list[str]:
        """The addresses of pages that links lead to, the nearest first."""
        line, known = deque([START]), {START}
        pages: list[str] = []
        while line and len(pages) < most:
            address = line.popleft()
            answer = self.answer(address)
            targets = [answer.location] if answer.location else []
            if answer.is_page:
                pages.append(address)
                targets = links(answer.body)
            for target in targets:
                found = resolved(address, target)
                if found and found not in known:
                    known.add(found)
                    line.append(found)
        return pages


def start_page(entrances: list[str]) -> Answer:
    items = "".join(f'<li><a href="{path}">{path}</a></li>' for path in entrances)
    body = (
        '<!doctype html><html lang="en"><head><title>All that is here</title></head>'
        f"<body><main><h1>All that is here</h1><ul>{items}</ul></main></body></html>"
    )
    return Answer(200, HTML, body.encode())


def links(body: bytes) -> list[str]:
    try:
        tree = lxml.html.fromstring(body)
    except (lxml.etree.ParserError, ValueError):
        return []
    return [str(href) for href in tree.xpath("//a/@href | //area/@href")]


def resolved(address: str, target: str) -> str:
    """Path and query, empty where it leads elsewhere."""
    try:
        url = urlsplit(urljoin(f"http://here{address}", urldefrag(target.strip()).url))
    except ValueError:
        return ""
    if (url.scheme, url.netloc) != ("http", "here"):
        return ""
    return url.path + (f"?{url.query}" if url.query else "")


@dataclass(frozen=True)
class Served:
    """``pages`` counts by address the pages that were given, ``requests`` all."""

    folder: Folder
    url: str
    pages: Counter[str]
    requests: Counter[str]

    def forget(self) -> None:
        self.pages.clear()
        self.requests.clear()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body go out together, or each answer waits for an acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True

    def __init__(self, folder: Folder, counts: list[Counter[str]], *rest: object):
        self.folder = folder
        self.all, self.given = counts
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        answer = self.folder.answer(self.path)
        self.all[self.path] += 1
        if answer.is_page:
            self.given[self.path] += 1
        self.send_response(answer.status)
        if answer.location:
            self.send_header("Location", answer.location)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """The table is the only output."""


@contextmanager
def served(folder: Folder) -> Iterator[Served]:
    """Over HTTP/1.1 on loopback, a thread for each connection."""
    counts: list[Counter[str]] = [Counter(), Counter()]
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, folder, counts))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}"
        yield Served(folder, url, pages=counts[1], requests=counts[0])
    finally:
        server.shutdown()
        server.server_close()


def list_pages(served: Served, pages: list[str]) -> None:
    """Put the addresses at ``LIST``, one a line."""
    body = "\n".join(served.url + page for page in pages).encode()
    served.folder.made[LIST] = Answer(200, "text/plain", body)
