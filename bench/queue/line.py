"""One line of workers: both kinds, which take turns block by block."""

from __future__ import annotations

import signal
import sys
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from flask import Flask
from redis import Redis
from rq import Queue
from sqlalchemy import func, select, update

from bench.queue import sizes, stub, worker
from bench.web import processor
from support.stack import COMMANDS, Stack, wait_for
from webapp import queues
from webapp.domain.queue_names import HIGH
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import Report, Scan, User
from webapp.models.transactions import transactional
from webapp.services import submissions
from webapp.services.actors import Actor
from webapp.services.current import settings
from webapp.services.dispatch import dispatch

OURS, BARE = KINDS = ("ours", "bare")
COMMANDS.update(
    {
        f"bench {kind}": [sys.executable, "-m", "bench.queue.worker", kind]
        for kind in KINDS
    }
)
FINISHED = {
    OURS: f"rq:finished:{HIGH}",
    BARE: f"rq:finished:{worker.BARE_QUEUES[0]}",
}
PATIENCE_SECONDS = 300


@dataclass
class Line:
    """So many workers of each kind at work on one database."""

    stack: Stack
    app: Flask
    workers: int
    client: Redis
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    processor: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    #: Of Redis, by the jobs that waited.
    bytes: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    #: A scan of ours and its delivery.
    last: tuple[uuid.UUID, int] = (uuid.UUID(int=0), 0)

    def names(self, kind: str) -> list[str]:
        return [f"{kind}-{self.workers}-{n}" for n in range(self.workers)]

    def start(self, environ: dict[str, str]) -> None:
        names = [name for kind in KINDS for name in self.names(kind)]
        for name in names:
            kind = name.partition("-")[0]
            self.stack.start(f"bench {kind}", name, **environ)
        for name in names:
            wait_for(partial(self.listens, name), f"{name} listens", 120)

    def listens(self, name: str) -> bool:
        return "Listening on" in self.stack.log(name)

    def stop(self) -> None:
        for kind in KINDS:
            for name in self.names(kind):
                self.stack.kill(name, signal.SIGTERM)

    def run(self, kind: str, enqueue: Callable[[], int]) -> None:
        """A block: the workers are held while their jobs are put into the queue."""
        before, used = self.finished(kind), self.used(kind)
        self.tell(kind, signal.SIGSTOP)
        held = sizes.used(self.client)
        number = enqueue()
        self.bytes[kind] += sizes.used(self.client) - held
        started = time.monotonic()
        self.tell(kind, signal.SIGCONT)
        wanted = before + number
        while self.finished(kind) < wanted:
            if time.monotonic() - started > PATIENCE_SECONDS:
                raise SystemExit(self.stack.log(self.names(kind)[0])[-3000:])
            time.sleep(0.02)
        self.seconds[kind] += time.monotonic() - started
        self.processor[kind] += self.used(kind) - used
        self.done[kind] += number

    def tell(self, kind: str, number: signal.Signals) -> None:
        for name in self.names(kind):
            self.stack.processes[name].send_signal(number)

    def finished(self, kind: str) -> int:
        return int(self.client.zcard(FINISHED[kind]))

    def rate(self, kind: str) -> float:
        """Jobs a second, of all workers."""
        return self.done[kind] / self.seconds[kind]

    def used(self, kind: str) -> float:
        """Seconds of the processor, by the workers and their horses."""
        pids = [self.stack.processes[name].pid for name in self.names(kind)]
        return sum(map(processor.seconds, pids))

    def cost(self, kind: str) -> float:
        """Of one job, in milliseconds of the processor."""
        return 1000 * self.processor[kind] / self.done[kind]


def insert(app: Flask, user: User, number: int, tag: str) -> list[Scan]:
    """Accepted scans of a user's, whose pages are on this machine; none is enqueued."""
    scans: list[Scan] = []
    actor = Actor(user=user)
    with app.app_context():
        for first in range(0, number, submissions.MAX_URLS):
            urls = [
                f"http://127.0.0.1:{settings().port}/{tag}/{n}"
                for n in range(first, min(number, first + submissions.MAX_URLS))
            ]
            made = submissions.accept(urls, actor, queries=[], is_forced=True, key="")
            scans += made.new
        end_turns()
    return scans


@transactional
def end_turns() -> None:
    """One sender's scans, all at once: the line is put together here, not in turns."""
    db.session.execute(update(Scan).values(sender=None, is_held=False))


def enqueue_ours(app: Flask, scans: Sequence[Scan]) -> int:
    with app.app_context():
        assert all(dispatch(scan) for scan in scans)  # noqa: S101 (Redis is there)
    return len(scans)


def enqueue_bare(client: Redis, app: Flask, scans: Sequence[Scan]) -> int:
    """Jobs that look like ours, with the same times to live."""
    chosen = app.extensions["settings"]
    queue = Queue(
        worker.BARE_QUEUES[0], connection=client, serializer=queues.SERIALIZER
    )
    for scan in scans:
        queue.enqueue(
            stub.bare_job,
            kwargs={
                "scan_id": str(scan.id),
                "url": scan.url,
                "user_id": str(scan.user_id),
            },
            job_id=f"bare-{uuid.uuid4()}",
            description=f"scan {scan.id}",
            job_timeout=chosen.scan_job_timeout,
            result_ttl=chosen.scan_result_ttl,
            failure_ttl=int(timedelta(days=7).total_seconds()),
        )
    return len(scans)


def stored(app: Flask) -> tuple[int, int]:
    """How many scans have come to their end, and how many reports there are."""
    with app.app_context():
        ended = select(func.count()).where(Scan.status == ScanStatus.FULL_READY)
        reports = select(func.count()).select_from(Report)
        found = db.session.scalar(ended) or 0, db.session.scalar(reports) or 0
        db.session.remove()
    return found
