"""Where scans stand now: per queue, with who serves it. Few queries, one trip to
Redis, whatever the number of scans."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from redis.exceptions import RedisError
from sqlalchemy import case, func, select

from webapp import queues
from webapp.domain.queue_names import QUEUES
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import DutyRun, Scan, WorkerHeartbeat
from webapp.models.clock import db_now
from webapp.services import duties, leadership, switches, workers
from webapp.services.current import settings
from webapp.services.webhooks import waiting
from webapp.services.webhooks.waiting import Waiting

#: A worker beats every 5 s: one that missed two of them is told of.
QUIET_SECONDS = 11
#: Nor is one that is silent for so long news any more.
FORGOTTEN_SECONDS = 600


@dataclass
class QueueFlow:
    """One queue. ``waiting`` scans could run now, ``later`` ones not before a time, the
    first of them at ``next_due``; ``jobs`` are those of the waiting that Redis has a
    job for (None: not known)."""

    name: str
    waiting: int = 0
    later: int = 0
    running: int = 0
    jobs: int | None = None
    oldest_due: datetime | None = None
    next_due: datetime | None = None
    workers: int = 0
    is_paused: bool = False


@dataclass
class Flow:
    """Everything that is so now."""

    now: datetime
    queues: list[QueueFlow]
    workers: list[WorkerHeartbeat]
    quiet: list[WorkerHeartbeat]
    is_led: bool
    #: Duties of the scheduler whose latest run failed.
    failing: list[str] = field(default_factory=list)
    has_redis: bool = True
    #: A policy that drops jobs when memory is short; "" for the one that does not.
    evicts: str = ""
    is_full: bool = False
    is_suspended: bool = False
    overdue_leases: int = 0
    open_scans: int = 0
    cap: int = 0
    webhooks: Waiting = field(default_factory=Waiting)
    names: dict[str, QueueFlow] = field(default_factory=dict)

    def oldest_age(self, queue: QueueFlow) -> float | None:
        """Seconds that its oldest waiting scan has waited."""
        if queue.oldest_due is None:
            return None
        return max(0.0, (self.now - queue.oldest_due).total_seconds())

    @property
    def webhooks_age(self) -> float | None:
        """Seconds that the oldest webhook message has waited."""
        oldest = self.webhooks.oldest
        return max(0.0, (self.now - oldest).total_seconds()) if oldest else None

    @property
    def taking(self) -> list[WorkerHeartbeat]:
        """Workers that are heard and take jobs."""
        return [worker for worker in self.workers if not worker.is_draining]

    @property
    def waiting(self) -> int:
        return sum(queue.waiting for queue in self.queues)

    @property
    def later(self) -> int:
        return sum(queue.later for queue in self.queues)

    @property
    def next_in(self) -> float | None:
        """Seconds until the first of the later scans may run."""
        times = [queue.next_due for queue in self.queues if queue.next_due]
        return max(0.0, (min(times) - self.now).total_seconds()) if times else None

    @property
    def running(self) -> int:
        return sum(queue.running for queue in self.queues)


def look() -> Flow:
    """The state of queues, workers and scheduler by the database's clock."""
    now = db.session.execute(select(db_now())).scalar_one()
    found = {name: QueueFlow(name) for name in QUEUES}
    flow = Flow(
        now=now,
        queues=list(found.values()),
        workers=[],
        quiet=[],
        is_led=leadership.is_led(QUIET_SECONDS),
        failing=failing_duties(),
        overdue_leases=overdue_leases(),
        cap=settings().queue_cap,
        webhooks=waiting.look(now),
        names=found,
    )
    count_rows(flow)
    look_at_workers(flow)
    for name in switches.paused_queues() & set(found):
        found[name].is_paused = True
    look_at_redis(flow)
    return flow


def count_rows(flow: Flow) -> None:
    """By an index over open rows alone."""
    is_due = Scan.due_at <= flow.now
    not_yet = case((Scan.due_at > flow.now, Scan.due_at))
    counted = (
        select(
            Scan.queue,
            Scan.status,
            func.count(),
            func.sum(case((is_due, 1), else_=0)),
            func.min(Scan.due_at),
            func.min(not_yet),
        )
        .where(Scan.finished_at.is_(None))
        .group_by(Scan.queue, Scan.status)
    )
    for name, status, number, due, oldest, later in db.session.execute(counted):
        queue = flow.names.get(name)
        if queue is None:
            continue
        if status == ScanStatus.QUEUED:
            queue.waiting, queue.later = due or 0, number - (due or 0)
            queue.oldest_due, queue.next_due = oldest if due else None, later
        else:
            queue.running += number
    flow.open_scans = sum(q.waiting + q.later + q.running for q in flow.queues)


def overdue_leases() -> int:
    """Scans whose work horse fell silent and that nobody took back yet."""
    # By the lease's index: a row that has ended holds none.
    overdue = Scan.lease_until < db_now()
    counted = select(func.count()).select_from(Scan).where(overdue)
    return db.session.scalar(counted) or 0


def failing_duties() -> list[str]:
    failed = select(DutyRun.name).where(DutyRun.outcome == duties.FAILED)
    return list(db.session.scalars(failed.order_by(DutyRun.name)))


def look_at_workers(flow: Flow) -> None:
    for worker in workers.heard_within(FORGOTTEN_SECONDS):
        age = (flow.now - worker.seen_at).total_seconds()
        (flow.quiet if age > QUIET_SECONDS else flow.workers).append(worker)
    for worker in flow.taking:
        for name in worker.queues.split(","):
            if name in flow.names:
                flow.names[name].workers += 1


def look_at_redis(flow: Flow) -> None:
    """How long its lists are, and whether it takes and keeps jobs."""
    connection = queues.connect(settings(), fail_fast=True)
    try:
        health = queues.read_health(connection)
    except RedisError:
        flow.has_redis = False
        return
    finally:
        connection.close()
    for queue in flow.queues:
        queue.jobs = health.lengths[queue.name]
    flow.evicts, flow.is_full = health.evicts, health.is_full
    flow.is_suspended = health.is_suspended
