"""How long a user waits: from the submitted address to the full report.

    PYTHONPATH=.:tests python -m bench.turnaround [--page FILE] [--scans 20]

The product's real processes (web, one worker, scheduler, Valkey, SQLite), started
apart; a local page (one of 900 words, where none is given) is scanned again and again
over the API, no two scans at once. No service of others is asked.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from bench.scan import serve
from support.stack import Stack, wait_for
from webapp.pipeline.analyze.encoders import onnx_export
from webapp.pipeline.analyze.encoders.model import default_folder

#: The most that the middle scan may take.
BOUND_SECONDS = 1.0
SENTENCES = (
    "Tomato plants on a balcony need a pot of twenty litres and good potting soil.",
    "Water them each morning until the soil is wet down to the bottom of the pot.",
    "Six hours of sun a day are enough, and a roof keeps the rain from the leaves.",
)


def made_page(folder: Path) -> Path:
    """900 words under headings, with a description, links and an image."""
    parts = []
    for number in range(20):
        body = " ".join(SENTENCES)
        parts.append(f"<h2>Step {number + 1}: pots and soil</h2><p>{body}</p>")
    page = folder / "index.html"
    page.write_text(
        "<!doctype html><html lang=en><head><title>Tomatoes on a balcony</title>"
        "<meta name=description content='How to grow tomato plants in pots.'></head>"
        f"<body><main><h1>Tomatoes on a balcony</h1>{''.join(parts)}"
        "<p><a href=/soil>Potting soil</a><img src=/pot.png alt='A pot'></p></main>"
    )
    return page


def ask(url: str, token: str, body: dict[str, Any] | None = None) -> Any:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data, headers)  # noqa: S310 (our own)
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return json.load(answer)


def scan(stack: Stack, token: str, url: str) -> tuple[float, float]:
    """Seconds until the teaser, and until the full report."""
    started = time.monotonic()
    made = ask(f"{stack.url}/api/v1/scans", token, {"url": url, "force": True})
    where = f"{stack.url}/api/v1/scans/{made['id']}"
    teaser = 0.0
    while True:
        status = ask(where, token)["status"]
        passed = time.monotonic() - started
        if status == "FULL_READY":
            return teaser or passed, passed
        if status == "TEASER_READY":
            teaser = teaser or passed
        if status.startswith("ERROR") or passed > 60:
            raise SystemExit(f"the scan ended as {status}\n{stack.log('worker')}")
        time.sleep(0.01)


def measure(folder: Path, page: Path, scans: int) -> bool:
    """Print the figures; whether the bound is kept."""
    server = serve(page.parent)
    url = f"http://127.0.0.1:{server.server_port}/{page.name}"
    # One host is scanned again and again: no pause between, no limit an hour.
    off = {"TARGET_GAP_SECONDS": "0", "LIMIT_TARGET_PER_HOUR": "0"}
    stack = Stack(folder / "stack", {"KEYPHRASES_ENCODER": "auto", **off})
    models = folder / "stack" / "var" / "models"
    models.mkdir(parents=True, mode=0o700)
    onnx_export.exported(default_folder(), models)  # else its first start takes longer
    try:
        stack.start_all()
        token = stack.make_user()
        wait_for(lambda: "Listening on" in stack.log("worker"), "the worker", 120)
        scan(stack, token, url)
        times = [scan(stack, token, url) for _ in range(scans)]
    finally:
        stack.stop()
    for name, each in zip(
        ("teaser", "full report"), zip(*times, strict=True), strict=True
    ):
        ordered = sorted(each)
        late = ordered[int(0.95 * (len(ordered) - 1))]
        print(
            f"{name:12} median {statistics.median(each):.2f} s, 95 % below {late:.2f} s"
        )
    return statistics.median(full for _, full in times) <= BOUND_SECONDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--page", type=Path, help="an HTML file")
    parser.add_argument("--scans", type=int, default=20)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        page = chosen.page or made_page(folder)
        is_kept = measure(folder, page, chosen.scans)
    if not is_kept:
        raise SystemExit(f"the bound is {BOUND_SECONDS} s")


if __name__ == "__main__":
    main()
