"""The product's queue and database, with workers whose scans take imagined time.

Submissions, Redis lists, the order in which a worker looks into them, claims and what
they let go are the product's own. Only the clock of the events is ours: a scan "takes"
its seconds by ending that much later on it, and nobody sleeps.
"""

from __future__ import annotations

import heapq
import itertools
import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from unittest import mock

from redis import Redis
from rq.job import Job

from bench.fairness.load import QUEUES, Arrival
from webapp import queues
from webapp.domain import queue_names
from webapp.domain.status import ScanStatus
from webapp.processes.intake import Intake
from webapp.services import leases, line, outcomes, submissions, workers
from webapp.services.dispatch import parse_job_id
from webapp.services.leases import Claim

#: From a worker's pop to the claim in its work horse.
FORK_SECONDS = 0.05
#: Of real time: the heartbeats in the database must not grow old.
BEAT_SECONDS = 5


@dataclass(frozen=True)
class Sent:
    """A page that was submitted; ``first`` of its submission?"""

    at: float
    group: str
    is_first: bool


@dataclass(frozen=True)
class Begun:
    """A scan that a worker took from a queue and claimed."""

    sent: Sent
    worker: str
    popped_at: float
    claimed_at: float

    @property
    def wait(self) -> float:
        return self.claimed_at - self.sent.at


@dataclass
class Simulation:
    """``seconds`` is a scan's mean, which differs by the part ``spread`` at most."""

    client: Redis
    number: int
    seconds: float
    spread: float = 0.5
    now: float = 0.0
    beat_at: float = float("-inf")
    sent: dict[str, Sent] = field(default_factory=dict)
    begun: list[Begun] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.order = itertools.count()
        self.events: list[tuple[float, int, Callable[[], None]]] = []
        self.idle = [self.make_worker(n) for n in range(self.number)]

    def make_worker(self, number: int) -> Intake:
        names = queue_names.QUEUES
        return Intake(
            [queues.get_queue(name, self.client) for name in names],
            name=f"worker-{number}",
            connection=self.client,
            serializer=queues.SERIALIZER,
            job_class=queues.AllowListedJob,
        )

    def run(self, arrivals: Iterable[Arrival]) -> None:
        for arrival in arrivals:
            self.after(arrival.at, partial(self.submit, arrival))
        names = [worker.name for worker in self.idle]
        while self.events:
            self.beat(names)
            self.now, _, happen = heapq.heappop(self.events)
            happen()

    def after(self, seconds: float, happen: Callable[[], None]) -> None:
        event = self.now + seconds, next(self.order), happen
        heapq.heappush(self.events, event)

    def beat(self, names: list[str]) -> None:
        """The room in the line follows from how many workers are alive."""
        if time.monotonic() - self.beat_at < BEAT_SECONDS:
            return
        self.beat_at = time.monotonic()
        for name in names:
            served = queue_names.QUEUES
            workers.beat(workers.Beat(name, 1, "0", served, "busy", None))

    def submit(self, arrival: Arrival) -> None:
        # Nothing puts scans into the last queue yet: a user's are sent there.
        with mock.patch.object(submissions, "HIGH", QUEUES[arrival.group]):
            accepted = submissions.submit(arrival.urls, arrival.actor)
        for place, scan in enumerate(accepted.new):
            self.sent[scan.url] = Sent(self.now, arrival.group, place == 0)
        self.wake()

    def wake(self) -> None:
        """The worker that waits the longest is served first, as Redis does it."""
        while self.idle and self.look(self.idle[0]):
            del self.idle[0]

    def look(self, worker: Intake) -> bool:
        """Take a job as the worker does that blocks at its queues; False for none."""
        found = worker.dequeue_job_and_maintain_ttl(None)
        if found is None:
            return False
        begin = partial(self.begin, worker, found[0], self.now)
        self.after(FORK_SECONDS, begin)
        return True

    def begin(self, worker: Intake, job: Job, popped_at: float) -> None:
        parsed = parse_job_id(job.id)
        claim = parsed and leases.claim(*parsed, worker.name)
        if claim is None:
            raise SystemExit(f"{job.id} could not be claimed")
        line.let_go(claim.sender, claim.queue)
        sent = self.sent[claim.url]
        self.begun.append(Begun(sent, worker.name, popped_at, self.now))
        self.after(self.takes(claim.url), partial(self.end, worker, claim))
        self.wake()

    def takes(self, url: str) -> float:
        """The same for a page in every simulation."""
        dice = random.Random(url)  # noqa: S311 (no secret)
        return self.seconds * dice.uniform(1 - self.spread, 1 + self.spread)

    def end(self, worker: Intake, claim: Claim) -> None:
        """As a page that is not there: the shortest of all ends."""
        status = ScanStatus.ERROR_CRAWL
        outcomes.record_error(claim, status, "http_404", "There is no such page.")
        if not self.look(worker):
            self.idle.append(worker)


@contextmanager
def first_come_first_served() -> Iterator[None]:
    """The product as it was before senders took turns: nothing is held."""
    with (
        mock.patch.object(line, "join", lambda scans, *_: scans),
        mock.patch.object(line, "let_go", return_value=0),
    ):
        yield
