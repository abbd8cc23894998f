"""Heartbeat rows of worker processes: who is alive, and doing what."""

from __future__ import annotations

import socket
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from webapp.extensions import db
from webapp.models import WorkerHeartbeat
from webapp.models.clock import db_now
from webapp.models.transactions import transactional

#: A worker beats every 5 s; one unheard of for this long counts as gone.
ALIVE_SECONDS = 30


@dataclass(frozen=True)
class Beat:
    """What a worker says of itself."""

    name: str
    pid: int
    version: str
    queues: tuple[str, ...]
    state: str
    current_job: str | None
    jobs_done: int = 0
    #: Bytes, its work horse included; None where the system does not tell.
    memory: int | None = None


@transactional
def beat(beat: Beat) -> bool:
    """Say that this worker is alive; gives whether it is to drain."""
    values = {
        "state": beat.state,
        "current_job": beat.current_job,
        "jobs_done": beat.jobs_done,
        "memory": beat.memory,
        "seen_at": db_now(),
    }
    statement = (
        update(WorkerHeartbeat)
        .where(WorkerHeartbeat.name == beat.name)
        .values(**values)
        .execution_options(synchronize_session=False)
        .returning(WorkerHeartbeat.is_draining)
    )
    is_draining = db.session.execute(statement).scalar_one_or_none()
    if is_draining is None:
        db.session.add(
            WorkerHeartbeat(
                name=beat.name,
                host=socket.gethostname()[:120],
                pid=beat.pid,
                version=beat.version,
                queues=",".join(beat.queues),
                started_at=db_now(),
                **values,
            )
        )
    return bool(is_draining)


def note_failure(name: str, sentence: str) -> None:
    """Within a transaction: the latest job of this worker that failed, and why."""
    statement = update(WorkerHeartbeat).where(WorkerHeartbeat.name == name)
    failed = statement.values(last_failure=sentence, last_failure_at=db_now())
    db.session.execute(failed.execution_options(synchronize_session=False))


@transactional
def say_goodbye(name: str) -> None:
    """An orderly end: the row goes."""
    statement = delete(WorkerHeartbeat).where(WorkerHeartbeat.name == name)
    db.session.execute(statement.execution_options(synchronize_session=False))


def count_alive() -> int:
    """How many workers take jobs now."""
    fresh = WorkerHeartbeat.seen_at > db_now(-ALIVE_SECONDS)
    chosen = select(func.count()).select_from(WorkerHeartbeat)
    takes = chosen.where(fresh, WorkerHeartbeat.is_draining.is_(False))
    return db.session.scalar(takes) or 0


def alive() -> list[WorkerHeartbeat]:
    """Workers heard of in the last 30 seconds."""
    return heard_within(ALIVE_SECONDS)


def heard_within(seconds: float) -> list[WorkerHeartbeat]:
    """Those that did not say goodbye since, by name."""
    fresh = WorkerHeartbeat.seen_at > db_now(-seconds)
    chosen = select(WorkerHeartbeat).where(fresh).order_by(WorkerHeartbeat.name)
    return list(db.session.scalars(chosen))
