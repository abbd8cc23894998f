"""A scan's life, attempt by attempt: waits, steps, outcomes, and what followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from webapp.domain.counted import counted
from webapp.domain.tries import MAX_ENQUEUES
from webapp.models import Scan, ScanAttempt
from webapp.services import attempts, dispatch
from webapp.services.attempts import Outcome

#: What follows an outcome where another attempt was made, or will be.
FOLLOWS: dict[str, str] = {
    Outcome.RETRY: "Tried again from",
    Outcome.DEFERRED: "Deferred until",
    Outcome.KILLED: "Its work horse died; enqueued again for",
    Outcome.STOPPED: "Its worker was stopped, which costs no try; enqueued again for",
    Outcome.LOST: "Its lease ran out; enqueued again for",
    Outcome.TEASER: "Its owner claimed it; the rest was worked out from",
}
BY_A_PERSON = "Started again by a person, for"


@dataclass(frozen=True)
class Bar:
    """A step's part of the chart: percent of its width."""

    step: str
    seconds: float
    start: float
    width: float


@dataclass(frozen=True)
class Entry:
    """One attempt; seconds are None where they are not known."""

    attempt: ScanAttempt
    waited: float | None
    took: float | None
    bars: list[Bar]
    follows: str
    follows_at: datetime | None


def of_scan(scan: Scan) -> list[Entry]:
    """All attempts, the first one first; none for a scan of an older release."""
    rows = attempts.of_scan(scan.id)
    longest = max((measured(row) for row in rows), default=0.0)
    return [
        Entry(
            row,
            seconds_between(row.due_at, row.started_at),
            seconds_between(row.started_at, row.ended_at),
            bars_of(row, longest),
            *what_follows(row, after, scan),
        )
        for row, after in zip_longest(rows, rows[1:])
    ]


def measured(row: ScanAttempt) -> float:
    return sum(float(step["seconds"]) for step in row.steps)


def seconds_between(start: datetime | None, end: datetime | None) -> float | None:
    if start is None or end is None:
        return None
    return max(0.0, (end - start).total_seconds())


def bars_of(row: ScanAttempt, longest: float) -> list[Bar]:
    """All attempts of a scan on one scale, so that their lengths compare."""
    bars, start = [], 0.0
    for step in row.steps:
        seconds = float(step["seconds"])
        width = 100 * seconds / longest if longest else 0.0
        bars.append(Bar(str(step["step"]), seconds, round(start, 2), round(width, 2)))
        start += width
    return bars


def what_follows(
    row: ScanAttempt, after: ScanAttempt | None, scan: Scan
) -> tuple[str, datetime | None]:
    """In words, and the time that they end with."""
    if row.outcome is None:
        return "", None
    if after is not None:
        words = FOLLOWS.get(row.outcome, BY_A_PERSON)
        return words, after.due_at or after.started_at
    return what_is_next(scan)


def what_is_next(scan: Scan) -> tuple[str, datetime | None]:
    """After the latest attempt; nothing where the scan is over."""
    if not scan.is_open:
        return "", None
    if scan.is_held:
        return "Waits until it is its sender's turn.", None
    if scan.is_waiting_its_turn:
        return "Deferred until", scan.not_before
    if scan.not_before is not None:
        return "Retry at", scan.not_before
    return "Enqueued again for", scan.due_at or scan.enqueued_at


def state(scan: Scan) -> str:
    """Where it stands now, as a sentence."""
    if scan.lease_until is not None and scan.is_open:
        step = scan.step or "no step yet"
        return f"Runs: {step}, {scan.progress} %, attempt {scan.attempt}."
    if scan.is_open and scan.is_held:
        return f"Waits in {scan.queue} until it is its sender's turn."
    if scan.is_open and scan.not_before is not None:
        return f"Waits for its time, in {scan.queue}: {scan.error_message or ''}"
    if scan.is_open:
        return f"Waits in {scan.queue} for a worker."
    return f"Ended: {scan.status}."


def facts(scan: Scan) -> list[tuple[str, str | int | datetime | None]]:
    """All that the row says and a person may want to know; empty ones are left out."""
    visitor = f"visitor {scan.visitor_hash[:12]}" if scan.visitor_hash else None
    told = [
        ("Status", scan.status),
        ("Step", scan.step and f"{scan.step}, {scan.progress} %"),
        ("Error", scan.error_code),
        ("Message", scan.error_message),
        ("Ended up at", scan.final_url if scan.final_url != scan.url else None),
        ("Title", scan.page_title),
        ("Score", scan.score),
        ("Queries", "; ".join(scan.queries)),
        ("User", scan.user.shown_name if scan.user else visitor or "none"),
        ("Queue", scan.queue + (" (held)" if scan.is_held else "")),
        ("Tries", scan.tries),
        ("Attempt", scan.attempt),
        ("Job", None if scan.is_held else dispatch.job_id(scan.id, scan.delivery)),
        ("Sent to the queue", untaken(scan)),
        ("Holder", scan.lease_holder),
        ("Lease until", scan.lease_until),
        ("Not before", scan.not_before),
        ("Submitted", scan.created_at),
        ("Enqueued", scan.enqueued_at),
        ("Due", scan.due_at),
        ("Started", scan.started_at),
        ("First half ready", scan.teaser_at),
        ("Ended", scan.finished_at),
        ("Kept until", scan.expires_at),
    ]
    return [(name, value) for name, value in told if value not in (None, "")]


def untaken(scan: Scan) -> str | None:
    """How often it was sent since a worker last took it. Once is the way of each."""
    if scan.enqueues < 2:
        return None
    told = counted(scan.enqueues, "time")
    if not scan.is_open:
        return f"{told}; no worker took any of the jobs."
    end = f"After {counted(MAX_ENQUEUES, 'time')} the scan is given up."
    return f"{told}; no worker has taken a job of it yet. {end}"
