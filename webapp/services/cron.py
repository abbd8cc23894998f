"""Regular tasks: a slot of time, one row, one job.

RQ's own cron has no lock and ends at an outage of Redis; here the row that is unique
on name and slot makes a slot happen once, however many schedulers run.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from redis.exceptions import RedisError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from webapp import queues
from webapp.domain.queue_names import MAINTENANCE
from webapp.extensions import db
from webapp.models import CronSlot
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.queues.job import CLEANUP
from webapp.services import switches
from webapp.services.current import settings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CronTask:
    """A function on a queue, once every ``seconds``."""

    name: str
    function: str
    seconds: int
    does: str

    @property
    def switch(self) -> str:
        """By which an operator turns it off."""
        return f"{switches.CRON}{self.name}"


CRON_TASKS = (
    CronTask("cleanup", CLEANUP, 3600, "Deletes scans and records that expired."),
)


def run_due() -> int:
    """Enqueue each regular task whose slot has begun and has no row yet; how many.

    Raises ``RedisError`` where Redis did not confirm one.
    """
    return sum(run_slot(task) for task in CRON_TASKS if is_on(task))


def is_on(task: CronTask) -> bool:
    return switches.is_on(task.switch, True)


def run_slot(task: CronTask) -> bool:
    """The row is written once Redis confirmed the job, so a slot that Redis refused is
    tried again later. The job may run twice then; the tasks are safe to repeat."""
    slot = current_slot(task)
    if has_run(task, slot):
        return False
    if not send(task, str(slot)):
        raise RedisError(f"the task {task.name} was not enqueued; it is tried again")
    log.info("cron: %s enqueued", task.name)
    with suppress(IntegrityError):  # the leader before this one was as quick
        note_slot(task, slot)
    return True


def run_now(task: CronTask) -> bool:
    """Enqueue it beside its slots, also where it is turned off; True if confirmed."""
    return send(task, f"now-{int(now().timestamp())}")


def send(task: CronTask, which: str) -> bool:
    return queues.enqueue(
        settings(),
        MAINTENANCE,
        task.function,
        job_id=f"cron-{task.name}-{which}",
        description=f"cron {task.name}",
    )


def next_run(task: CronTask) -> datetime:
    """When its next slot begins; now, where the present one was not run yet."""
    slot = current_slot(task)
    if not has_run(task, slot):
        return now()
    return datetime.fromtimestamp((slot + 1) * task.seconds, UTC)


def has_run(task: CronTask, slot: int) -> bool:
    return db.session.get(CronSlot, (task.name, slot)) is not None


def current_slot(task: CronTask) -> int:
    """The number of this period since 1970, by the database's clock."""
    return int(now().timestamp()) // task.seconds


def now() -> datetime:
    return db.session.execute(select(db_now())).scalar_one()


@transactional
def note_slot(task: CronTask, slot: int) -> None:
    db.session.add(CronSlot(name=task.name, slot=slot, created_at=db_now()))
    db.session.flush()
