"""What runs regularly, who runs it, and what an operator does about a task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import DutyRun, LeaderLease
from webapp.services import audit_log, cron, duties, leadership, switches
from webapp.services.audit_log import Operator
from webapp.services.cron import CRON_TASKS, CronTask
from webapp.services.duties import DUTIES, Duty

#: A run is late after so many periods and so long.
LATE_PERIODS = 3
LATE_SECONDS = 15


@dataclass(frozen=True)
class Line:
    """A duty or task; ``next_run`` is None for what is always on, or turned off."""

    name: str
    does: str
    seconds: float
    run: DutyRun | None
    is_late: bool
    is_task: bool = False
    is_on: bool = True
    next_run: datetime | None = None


@dataclass(frozen=True)
class Schedule:
    """``leader`` is None where nobody leads; ``since`` where that is not known."""

    leader: LeaderLease | None
    since: datetime | None
    lines: list[Line]

    @property
    def late(self) -> list[str]:
        return [line.name for line in self.lines if line.is_late]


def look() -> Schedule:
    """Everything that the page shows: a handful of rows."""
    now = cron.now()
    runs = {run.name: run for run in db.session.scalars(select(DutyRun))}
    lease = db.session.get(LeaderLease, leadership.NAME)
    leader = lease if lease is not None and lease.until > now else None
    begun = runs.get(duties.TAKEOVER)
    is_known = leader and begun and begun.holder == leader.holder
    since = begun.started_at if begun and is_known else None

    def is_late(what: Duty | CronTask) -> bool:
        run = runs.get(what.name)
        last = run.started_at if run else since
        allowed = timedelta(seconds=LATE_PERIODS * what.seconds + LATE_SECONDS)
        return last is not None and now - last > allowed

    lines = [
        Line(duty.name, duty.does, duty.seconds, runs.get(duty.name), is_late(duty))
        for duty in DUTIES
    ]
    lines += [
        task_line(task, runs.get(task.name), is_late(task)) for task in CRON_TASKS
    ]
    return Schedule(leader, since, lines)


def task_line(task: CronTask, run: DutyRun | None, is_late: bool) -> Line:
    is_on = cron.is_on(task)
    return Line(
        task.name,
        task.does,
        task.seconds,
        run,
        is_late and is_on,
        is_task=True,
        is_on=is_on,
        next_run=cron.next_run(task) if is_on else None,
    )


def run_now(name: str, by: Operator) -> bool:
    """Enqueue a task; False where Redis did not confirm it. Raises ``Refused``."""
    task = find(name)
    audit_log.record_alone(by, "cron.run", name)
    return cron.run_now(task)


def turn(name: str, is_on: bool, by: Operator) -> None:
    """Let a task run by itself, or no longer. Raises ``Refused`` (404)."""
    task = find(name)
    action = "cron.enable" if is_on else "cron.disable"
    switches.turn(task.switch, is_on, by, action, name)


def find(name: str) -> CronTask:
    for task in CRON_TASKS:
        if task.name == name:
            return task
    raise Refused("not_found", "There is no such regular task.", status=404)
