"""A pipeline that takes no time, and the job of bare RQ that does the same.

The report is a real one, made once: storing it is part of a delivery. Where it is
asked for, the stages use the processor as long as those of a real scan.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from webapp.domain.status import PROGRESS_AT_START, PROGRESS_AT_TEASER, Step
from webapp.pipeline import full_report, runner
from webapp.pipeline.stopwatch import OnProgress

#: Where the teaser lies that every scan finds.
TEASER = "BENCH_TEASER"
#: How many milliseconds of the processor the stages use.
BUSY_MS = "BENCH_BUSY_MS"
_teaser: dict[str, Any] = {}


def load() -> None:
    """Before the fork, as a worker loads its model."""
    _teaser.update(json.loads(Path(os.environ[TEASER]).read_text()))


def put_in() -> None:
    """In the place of what crawls, parses, analyses and generates."""
    load()
    runner.crawl_page = crawl_page  # type: ignore[assignment]
    runner.run_teaser = run_teaser  # type: ignore[assignment]
    full_report.run_full = run_full  # type: ignore[assignment]


def crawl_page(_url: str, _options: object, on_progress: OnProgress, *_: Any) -> None:
    for progress in (PROGRESS_AT_START[Step.CRAWL], 12, 18):
        on_progress(Step.CRAWL, progress)


def run_teaser(
    _crawled: None, _options: object, on_progress: OnProgress
) -> dict[str, Any]:
    for step in (Step.PARSE, Step.ANALYZE, Step.GENERATE):
        on_progress(step, PROGRESS_AT_START[step])
    be_busy(float(os.environ[BUSY_MS]))
    return dict(_teaser)


def be_busy(milliseconds: float) -> None:
    ends_at = time.process_time() + milliseconds / 1000
    while time.process_time() < ends_at:
        pass


def run_full(
    body: dict[str, Any], _half: object, on_progress: OnProgress
) -> dict[str, Any]:
    for progress in (PROGRESS_AT_TEASER, 90, 94, 99):
        on_progress(Step.GENERATE, progress)
    return dict(body)


def bare_job(scan_id: str, url: str, user_id: str | None = None) -> str:
    """The same stages with nothing around them."""
    crawl_page(url, None, tell_nobody)
    run_full(run_teaser(None, None, tell_nobody), None, tell_nobody)
    return f"full report of {scan_id} ready for {user_id}"


def tell_nobody(_step: Step, _progress: int) -> None:
    """In the place of the row."""
