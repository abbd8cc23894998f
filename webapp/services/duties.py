"""The regular duties, and the latest run of each: when, how long, how it went.

The scheduler's ticks are written down by its ``Diary``, seldom; a cron task that runs
on a worker writes its own run down by ``recorded``.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Insert, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from webapp.extensions import db
from webapp.models import DutyRun
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.one_line import one_line

log = logging.getLogger(__name__)

OK, FAILED = "ok", "failed"
#: What went as before is written this seldom.
WRITE_SECONDS = 5.0
MESSAGE_LENGTH = 300


@dataclass(frozen=True)
class Duty:
    """What the leader does every ``seconds``; ``done`` says what its number counts."""

    name: str
    does: str
    seconds: float
    done: str = ""


LEAD = Duty("lead", "Decides which scheduler leads.", 5)
RETRIES = Duty("retries", "Puts failed tries whose time has come on their queues.", 1)
RECONCILE = Duty(
    "reconcile", "Finds scans whose worker or job was lost.", 5, "scans mended"
)
TURNS = Duty("turns", "Sends held scans when it is their sender's turn.", 5, "sent")
MEASUREMENTS = Duty("measurements", "Sums up what was measured.", 5, "rows summed up")
PAUSES = Duty("pauses", "Tells workers which queues are paused.", 5)
CRON = Duty("cron", "Enqueues the regular tasks.", 10, "tasks enqueued")
WEBHOOKS = Duty("webhooks", "Has webhooks sent that are due.", 1, "jobs asked for")
SITES = Duty("sites", "Has site scans go on.", 2, "jobs and scans sent")
SCHEDULES = Duty(
    "schedules", "Starts scans that are due by a schedule.", 10, "runs begun"
)
ALERTS = Duty("alerts", "Has alerts mailed that are due.", 10, "mails asked for")
DUTIES = (
    LEAD,
    RETRIES,
    RECONCILE,
    TURNS,
    MEASUREMENTS,
    PAUSES,
    CRON,
    WEBHOOKS,
    SITES,
    SCHEDULES,
    ALERTS,
)

#: Not a duty: when the present leader began to lead.
TAKEOVER = "takeover"


@dataclass
class Run:
    """One run; times are this process's monotonic clock."""

    name: str
    started: float
    seconds: float = 0.0
    outcome: str = OK
    message: str = ""
    failed: float | None = None


def this_process() -> str:
    """``<host>/<pid>``."""
    return f"{socket.gethostname()}/{os.getpid()}"


@contextmanager
def watched(name: str) -> Iterator[Run]:
    """Time what is done within, and note what ends it; that is raised on."""
    run = Run(name, time.monotonic())
    try:
        yield run
    except BaseException as error:
        run.outcome, run.failed = FAILED, time.monotonic()
        run.message = in_one_line(error)
        raise
    finally:
        run.seconds = time.monotonic() - run.started


def in_one_line(error: BaseException) -> str:
    first = next(iter(str(error).splitlines()), "")
    return one_line(f"{type(error).__name__}: {first}", MESSAGE_LENGTH)


class Diary:
    """The runs of one process's duties, written down together: every few seconds, and
    at once where one fails that went well, or the other way round."""

    def __init__(self, holder: str) -> None:
        self.holder = holder
        self.pending: dict[str, Run] = {}
        self.outcomes: dict[str, str] = {}
        self.written = float("-inf")

    @contextmanager
    def watch(self, name: str) -> Iterator[Run]:
        with watched(name) as run:
            before = self.pending.get(name)
            if before is not None:  # a failure that could not be written yet
                run.failed = before.failed
            self.pending[name] = run
            yield run

    def write(self) -> None:
        """After each tick; raises what the database raises, and forgets nothing."""
        now = time.monotonic()
        is_time = now - self.written >= WRITE_SECONDS
        if self.pending and (is_time or self.has_news()):
            record(self.pending.values(), self.holder)
            self.outcomes |= {run.name: run.outcome for run in self.pending.values()}
            self.pending.clear()
            self.written = now

    def has_news(self) -> bool:
        return any(
            self.outcomes.get(run.name) != run.outcome for run in self.pending.values()
        )


@contextmanager
def recorded(name: str) -> Iterator[Run]:
    """For a regular task: its run is written down at its end, however it ends."""
    runs: list[Run] = []
    try:
        with watched(name) as run:
            runs.append(run)
            yield run
    finally:
        try:
            record(runs, this_process())
        except SQLAlchemyError:
            log.warning("%s: its run could not be written down", name, exc_info=True)


@transactional
def record(runs: Iterable[Run], holder: str) -> None:
    now = time.monotonic()
    for run in sorted(runs, key=lambda run: run.name):
        db.session.execute(upsert(run, holder, now))


def upsert(run: Run, holder: str, now: float) -> Insert:
    dialect = db.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    # Rounded, since SQLite's clock reads no exponent.
    failed_at = None if run.failed is None else db_now(-round(now - run.failed, 3))
    statement = insert(DutyRun).values(
        name=run.name,
        started_at=db_now(-round(now - run.started, 3)),
        seconds=run.seconds,
        outcome=run.outcome,
        message=run.message,
        holder=holder,
        failed_at=failed_at,
    )
    fresh = statement.excluded
    columns = ("started_at", "seconds", "outcome", "message", "holder")
    changed: dict[str, ColumnElement[Any]] = {name: fresh[name] for name in columns}
    changed["failed_at"] = func.coalesce(fresh.failed_at, DutyRun.failed_at)
    return statement.on_conflict_do_update(index_elements=["name"], set_=changed)
