"""How templates say times, durations and sizes; what they ask of a score."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Flask

from webapp.domain.status import ScanStatus, Step
from webapp.domain.tries import MAX_TRIES

UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))

STATUS_WORDS = {
    ScanStatus.QUEUED: "Waiting",
    ScanStatus.RUNNING: "Running",
    ScanStatus.TEASER_READY: "Ready",
    ScanStatus.FULL_READY: "Ready",
    ScanStatus.ERROR_VALIDATION: "Refused",
    ScanStatus.ERROR_CRAWL: "Not scanned",
    ScanStatus.ERROR_ANALYZE: "Failed",
    ScanStatus.CANCELED: "Canceled",
}
STEP_WORDS = {
    Step.CRAWL: "Fetching the page",
    Step.PARSE: "Reading its parts",
    Step.ANALYZE: "Running the checks",
    Step.GENERATE: "Writing the report",
}
OUTCOMES = {
    "pass": ("●", "passed"),
    "warn": ("▲", "warning"),
    "fail": ("■", "failed"),
    "na": ("○", "not applicable"),
    "not_measured": ("◌", "not measured"),
    "error": ("◌", "not measured"),
}


def init_app(app: Flask) -> None:
    """Give the templates our filters and words."""
    app.add_template_filter(in_words, "in_words")
    app.add_template_filter(ago, "ago")
    app.add_template_filter(elapsed, "elapsed")
    app.add_template_filter(absolute, "absolute")
    app.add_template_filter(grade, "grade")
    app.add_template_filter(size, "size")
    app.add_template_filter(seconds_until, "seconds_until")
    app.jinja_env.globals.update(
        STATUS_WORDS=STATUS_WORDS,
        STEP_WORDS=STEP_WORDS,
        OUTCOMES=OUTCOMES,
        STEPS=list(Step),
        MAX_TRIES=MAX_TRIES,
    )


def in_words(seconds: float) -> str:
    """A duration: ``3 minutes``, ``1.4 seconds``, ``0.2 seconds``."""
    if seconds < 10:
        return f"{max(0.0, seconds):.1f} seconds"
    for unit, length in UNITS:
        if seconds >= length:
            number = int(seconds // length)
            return f"{number} {unit}{'s' if number > 1 else ''}"
    return "0 seconds"


def ago(moment: datetime) -> str:
    """How long since: ``5 minutes ago``, ``just now``."""
    seconds = (datetime.now(UTC) - moment).total_seconds()
    return "just now" if seconds < 10 else f"{in_words(seconds)} ago"


def elapsed(moment: datetime) -> str:
    """How long it has been going on, in whole seconds at first."""
    seconds = max(0, int((datetime.now(UTC) - moment).total_seconds()))
    return in_words(seconds) if seconds >= 10 else f"{seconds} s"


def absolute(moment: datetime) -> str:
    """The moment itself, with its zone."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def seconds_until(moment: datetime) -> int:
    """Whole seconds from now, at least 0."""
    return max(0, round((moment - datetime.now(UTC)).total_seconds()))


def grade(score: int | None) -> str:
    """The band of a score, as Lighthouse has them: 0–49, 50–89, 90–100."""
    if score is None:
        return "none"
    if score < 50:
        return "poor"
    return "fair" if score < 90 else "good"


def size(number: Any) -> str:
    """Bytes for people: ``870 B``, ``12.3 kB``, ``1.2 MB``."""
    count = float(number)
    for unit in ("B", "kB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} MB"
