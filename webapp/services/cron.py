"""Regular tasks: a slot of time, one row, one job.

RQ's own cron has no lock and ends at an outage of Redis; here the row that is unique
on name and slot makes a slot happen once, however many schedulers run.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy import select

from webapp import queues
from webapp.domain.queue_names import MAINTENANCE
from webapp.extensions import db
from webapp.models import CronSlot
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.queues.job import CLEANUP
from webapp.services.current import settings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CronTask:
    """A function on a queue, once every ``seconds``."""

    name: str
    function: str
    seconds: int


CRON_TASKS = (CronTask("cleanup", CLEANUP, 3600),)


def run_due() -> None:
    """Enqueue each regular task whose slot has begun and has no row yet."""
    for task in CRON_TASKS:
        run_slot(task)


def run_slot(task: CronTask) -> None:
    """The row is written once Redis confirmed the job, so a slot that Redis refused is
    tried again later. The job may run twice then; the tasks are safe to repeat."""
    slot = current_slot(task)
    if db.session.get(CronSlot, (task.name, slot)) is not None:
        return
    is_sent = queues.enqueue(
        settings(),
        MAINTENANCE,
        task.function,
        job_id=f"cron-{task.name}-{slot}",
        description=f"cron {task.name}",
    )
    if is_sent:
        log.info("cron: %s enqueued", task.name)
        note_slot(task, slot)


def current_slot(task: CronTask) -> int:
    """The number of this period since 1970, by the database's clock."""
    now = db.session.execute(select(db_now())).scalar_one()
    return int(now.timestamp()) // task.seconds


@transactional
def note_slot(task: CronTask, slot: int) -> None:
    db.session.add(CronSlot(name=task.name, slot=slot, created_at=db_now()))
    db.session.flush()
