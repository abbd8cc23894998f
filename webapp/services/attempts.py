"""The record of each attempt at a scan: begun by the claim, ended with its outcome.

A ``Trail`` is what a work horse remembers of its attempt between two writes; ``save``
writes it in a transaction that there is anyway.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, select, update

from webapp.domain.measures import FULL, Measure
from webapp.domain.status import Step
from webapp.extensions import db
from webapp.models import ScanAttempt
from webapp.models.clock import db_now
from webapp.services import measurements, workers


class Outcome(StrEnum):
    """How an attempt ended."""

    TEASER = "teaser"
    FULL = "full"
    ERROR = "error"
    RETRY = "retry"
    DEFERRED = "deferred"
    CANCELED = "canceled"
    KILLED = "killed"  # its work horse died
    STOPPED = "stopped"  # its worker was told to stop, no try counted
    LOST = "lost"  # its lease ran out


LEASE_LOSSES = (Outcome.KILLED, Outcome.STOPPED, Outcome.LOST)
#: Codes of failures that say something of the worker rather than of the page.
OUR_FAILURES = ("internal_error", "job_timeout")


@dataclass
class Trail:
    """What this attempt did so far."""

    steps: list[dict[str, Any]] = field(default_factory=list)
    #: What was logged meanwhile, the last lines alone.
    log_lines: Callable[[], list[dict[str, str]]] = list
    notes: list[tuple[Measure, str, float | None]] = field(default_factory=list)
    step: str | None = None
    step_began: float = 0.0

    def begin_step(self, step: str | None) -> None:
        """The step before, if any, is over; said again, it changes nothing."""
        if step == self.step:
            return
        now = time.monotonic()
        if self.step is not None:
            seconds = round(now - self.step_began, 3)
            self.steps.append({"step": self.step, "seconds": seconds})
            self.note(Measure.STEP, self.step, seconds)
            if self.step == Step.CRAWL and step is not None:
                self.note(Measure.FETCH, "ok")
        self.step, self.step_began = step, now

    def begin_second_half(self) -> None:
        self.begin_step(FULL)

    def note(self, name: Measure, label: str, seconds: float | None = None) -> None:
        """A measurement for the next write."""
        self.notes.append((name, label, seconds))


def begin(
    scan_id: uuid.UUID, attempt: int, holder: str, queue: str, due_at: datetime | None
) -> None:
    """Within the transaction of the claim."""
    now = db.session.execute(select(db_now())).scalar_one()
    db.session.add(
        ScanAttempt(
            scan_id=scan_id,
            attempt=attempt,
            holder=holder,
            queue=queue,
            due_at=due_at,
            started_at=now,
        )
    )
    if due_at is not None:
        waited = max(0.0, (now - due_at).total_seconds())
        measurements.note(Measure.WAIT, queue, waited)


def save(scan_id: uuid.UUID, attempt: int, trail: Trail) -> None:
    """Within a fenced transaction: write what the trail holds that is new. The notes
    are forgotten once it is committed: it may be run again."""
    for name, label, seconds in trail.notes:
        measurements.note(name, label, seconds)
    change(scan_id, attempt, steps=trail.steps, log=trail.log_lines())


def end(
    scan_id: uuid.UUID,
    attempt: int,
    outcome: Outcome,
    *,
    code: str | None = None,
    message: str | None = None,
    traceback: str | None = None,
) -> bool:
    """Within a transaction: the attempt is over; False where it was already."""
    ended = change(
        scan_id,
        attempt,
        ended_at=db_now(),
        outcome=outcome,
        code=code,
        message=message,
        traceback=traceback,
    )
    if ended is None:
        return False
    began, holder = ended
    if outcome in LEASE_LOSSES or code in OUR_FAILURES:
        told = f"scan {scan_id}: {code or outcome}"
        workers.note_failure(holder.rpartition("/")[0], told)
    now = db.session.execute(select(db_now())).scalar_one()
    measurements.note(Measure.JOB, outcome, max(0.0, (now - began).total_seconds()))
    if outcome in LEASE_LOSSES:
        measurements.note(Measure.LEASE_LOST, outcome)
    return True


def change(
    scan_id: uuid.UUID, attempt: int, **values: object
) -> Row[datetime, str] | None:
    """An attempt that goes on; gives when it began and who makes it, None where it
    does not go on."""
    running = (ScanAttempt.scan_id == scan_id) & (ScanAttempt.attempt == attempt)
    statement = (
        update(ScanAttempt)
        .where(running, ScanAttempt.ended_at.is_(None))
        .values(**values)
        .execution_options(synchronize_session=False)
        .returning(ScanAttempt.started_at, ScanAttempt.holder)
    )
    return db.session.execute(statement).one_or_none()


def of_scan(scan_id: uuid.UUID) -> list[ScanAttempt]:
    """All attempts at a scan, the first one first."""
    chosen = select(ScanAttempt).where(ScanAttempt.scan_id == scan_id)
    return list(db.session.scalars(chosen.order_by(ScanAttempt.attempt)))
