"""Where a scan's time goes: milliseconds per step, with and without keyphrases.

    python -m bench.scan [--pages FOLDER] [--limit 40]

The pages (HTML files, searched below FOLDER) are served from loopback and scanned by
the real pipeline in this process. Both forms run on each page in turn, so that a busy
moment of the machine meets both; the last line is their ratio.
"""

from __future__ import annotations

import argparse
import ipaddress
import statistics
import tempfile
import threading
from collections import defaultdict
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from config import prepare_model_environment
from webapp.domain.status import Step
from webapp.exceptions import XenlixError
from webapp.pipeline import analyze, runner
from webapp.pipeline.crawl import FetchPolicy

LOOPBACK = ipaddress.ip_network("127.0.0.0/8")


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """The table is the only output."""


def serve(folder: Path) -> ThreadingHTTPServer:
    handler = partial(QuietHandler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def made_pages(folder: Path) -> None:
    """Pages of 100 to 6,400 words, for a machine without any."""
    text = "scan page title link image audit search engine answer report"
    words = text.split(" ")
    for doubling in range(7):
        number = 100 * 2**doubling
        body = " ".join(words[(i * i + i // 7) % len(words)] for i in range(number))
        html = f"<!doctype html><html lang=en><title>{number}</title><main><p>{body}"
        (folder / f"{number}.html").write_text(html)


def options(extractor: analyze.KeyphraseExtractor) -> runner.ScanOptions:
    policy = FetchPolicy(user_agent="XenlixAI bench", allowed_networks=(LOOPBACK,))
    return runner.ScanOptions(policy, extractor, 15000)


def measure(folder: Path, limit: int) -> None:
    pages = sorted(folder.rglob("*.html"))
    pages = pages[:: max(1, len(pages) // limit)][:limit]
    server = serve(folder)
    extractor = analyze.preload("default", "auto", Path("var/models"))
    forms = {
        "with keyphrases": options(extractor),
        "without": options(analyze.NoKeyphrases()),
    }
    spent: dict[tuple[str, str], list[int]] = defaultdict(list)
    for page in pages:
        url = f"http://127.0.0.1:{server.server_port}/{page.relative_to(folder)}"
        for form, chosen in forms.items():
            for step, milliseconds in scan(url, chosen).items():
                spent[form, step].append(milliseconds)
    server.shutdown()
    print_table(len(pages), forms, spent)


def scan(url: str, chosen: runner.ScanOptions) -> dict[str, int]:
    try:
        crawled = runner.crawl_page(url, chosen, lambda *_: None)
        body = runner.run_teaser(crawled, chosen, lambda *_: None)
    except XenlixError as error:
        print(f"{url}: {error}")
        return {}
    return body["timings_ms"]


def print_table(
    pages: int,
    forms: dict[str, runner.ScanOptions],
    spent: dict[tuple[str, str], list[int]],
) -> None:
    print(f"{pages} pages, milliseconds: median (p95)")
    totals = {}
    for form in forms:
        cells = []
        for step in Step:
            values = sorted(spent[form, step]) or [0]
            p95 = values[int(len(values) * 0.95) - 1]
            cells.append(f"{step} {statistics.median(values):.0f} ({p95})")
        totals[form] = sum(sum(spent[form, step]) for step in Step)
        print(f"{form:16} " + "  ".join(cells))
    ratio = totals["with keyphrases"] / max(1, totals["without"])
    print(f"keyphrases make a scan {ratio:.1f} times as long")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, help="a folder with HTML files")
    parser.add_argument("--limit", type=int, default=40, help="pages at most")
    chosen = parser.parse_args()
    prepare_model_environment()
    if chosen.pages:
        measure(chosen.pages, chosen.limit)
        return
    with tempfile.TemporaryDirectory() as folder:
        made_pages(Path(folder))
        measure(Path(folder), chosen.limit)


if __name__ == "__main__":
    main()
