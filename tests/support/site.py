"""A web site on loopback whose pages tests write; a thread serves it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from support.serving import serve

Answer = tuple[int, dict[str, str], bytes]
HTML = {"Content-Type": "text/html; charset=utf-8"}

GOOD_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>How to grow tomatoes on a balcony in four steps</title>
<meta name="description" content="Choose a pot, fill it with good soil, plant the
tomato seedlings in May and water them each morning: a guide for balconies.">
<link rel="canonical" href="{url}"></head><body><main>
<h1>Growing tomatoes on a balcony</h1>
{paragraphs}
<h2>Watering</h2><p>Tomato plants want water in the morning, close to the root.</p>
<p><a href="/soil">Which soil tomatoes like</a></p>
</main></body></html>"""

PARAGRAPH = (
    "<p>A tomato plant needs six hours of sun a day, a pot of twenty litres and a "
    "stick to climb. Balcony tomatoes stay small and carry cherry fruit to autumn. "
    "Number {n} of our notes tells what gardeners learned.</p>"
)


class Site:
    """``site.pages["/path"]`` is HTML, bytes or a function that gives an answer."""

    def __init__(self) -> None:
        self.pages: dict[str, str | Callable[[], Answer]] = {}
        self.requests: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.requests.append(self.path)
                status, headers, body = site.answer(self.path)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(OSError):  # a killed horse hangs up
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = serve(self.server)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.pages["/"] = self.good_page()

    def good_page(self, path: str = "/") -> str:
        paragraphs = "".join(PARAGRAPH.format(n=number) for number in range(8))
        return GOOD_PAGE.format(url=self.url + path, paragraphs=paragraphs)

    def answer(self, path: str) -> Answer:
        page = self.pages.get(path)
        if page is None:
            return 404, HTML, b"<title>Not found</title>"
        if callable(page):
            return page()
        return 200, HTML, page.encode()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(timeout=5)
