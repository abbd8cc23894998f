"""Seconds of the processor of one real scan, what ``bench.queue --busy`` stands for.

    PYTHONPATH=.:tests python -m bench.queue.real [--scans 10]

The page of ``bench.turnaround`` (900 words), served from loopback, goes through all
stages in this process, and through the second half; PageSpeed and a model's insights,
which wait for others, are left out.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bench import scan, turnaround
from config import prepare_model_environment
from webapp.pipeline import analyze, full_report, parse, runner
from webapp.pipeline.pagespeed import NoPageSpeed

FORMS = {"with keyphrases": "auto", "without": "off"}


def measure(url: str, extractor: analyze.KeyphraseExtractor) -> dict[str, float]:
    """Milliseconds of the processor, of all threads, by half."""
    chosen = scan.options(extractor)
    half = full_report.SecondHalf(
        NoPageSpeed("not asked here"),
        lambda *_: {},
        extractor.passage_encoder,
        reranker=extractor.reranker,
    )
    started = time.process_time()
    crawled = runner.crawl_page(url, chosen, lambda *_: None)
    body = runner.run_teaser(crawled, chosen, lambda *_: None)
    until_teaser = time.process_time()
    full_report.run_full(body, half, lambda *_: None)
    return {
        "teaser": 1000 * (until_teaser - started),
        "second half": 1000 * (time.process_time() - until_teaser),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scans", type=int, default=10)
    asked = parser.parse_args()
    logging.disable(logging.WARNING)
    prepare_model_environment()
    parse.preload()
    spent: dict[tuple[str, str], list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="real-") as temporary:
        page = turnaround.made_page(Path(temporary))
        server = scan.serve(page.parent)
        url = f"http://127.0.0.1:{server.server_port}/{page.name}"
        forms = {
            name: analyze.preload("default", encoder, Path(temporary))
            for name, encoder in FORMS.items()
        }
        for turn in range(1 + asked.scans):
            for name, extractor in forms.items():
                for half, milliseconds in measure(url, extractor).items():
                    if turn:  # the first finds what is loaded once
                        spent[name, half].append(milliseconds)
        server.shutdown()
    for (name, half), values in spent.items():
        print(f"{name}, {half}: {statistics.median(values):.0f} ms of the processor")


if __name__ == "__main__":
    main()
