"""Which job a worker takes next: the order of its queues, pauses, and draining."""

from __future__ import annotations

import logging
from typing import Any

from rq import Queue, Worker
from rq.job import Job
from rq.worker import WorkerStatus

from webapp import queues

log = logging.getLogger(__name__)

#: Of so many looks one begins with the last queues and two with the second, so that a
#: steady stream of urgent work starves no other (``bench.fairness``).
TURN = 8
#: Where a worker waits that may take nothing: nobody ever puts a job there.
NOWHERE = "xenlixai_nowhere"


class Intake(Worker):
    """A worker that leaves paused queues alone, and all of them while it drains."""

    #: An operator wants it to take no more jobs; ``beat`` of the subclass tells.
    is_draining = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.looks = 0
        self.paused: frozenset[str] = frozenset()

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        self.look_at_pauses()  # before each look for a job, and while one runs
        super().heartbeat(timeout, pipeline)

    def look_at_pauses(self) -> None:
        self.paused = queues.read_paused(self.connection)
        self._ordered_queues = self.open_queues()

    def reorder_queues(self, reference_queue: Queue) -> None:
        self.looks += 1
        self._ordered_queues = self.open_queues()

    def open_queues(self) -> list[Queue]:
        """What it may take jobs from, in the order of this look."""
        found = [queue for queue in self.in_turn() if self.may_take(queue)]
        return found or [queues.get_queue(NOWHERE, self.connection)]

    def in_turn(self) -> list[Queue]:
        ordered = list(self.queues)
        if self.looks % TURN == 0:
            return ordered[::-1]
        if self.looks % (TURN // 2) == TURN // 4:
            return ordered[1:2] + ordered[:1] + ordered[2:]
        return ordered

    def state_in_a_word(self, job: str | None) -> str:
        """RQ's own word, or that it drained and has no job any more."""
        if self.is_draining and not job:
            return "drained"
        return str(WorkerStatus(self.get_state()).value)

    def may_take(self, queue: Queue) -> bool:
        return not self.is_draining and queue.name not in self.paused

    def dequeue_job_and_maintain_ttl(
        self, timeout: int | None, max_idle_time: int | None = None
    ) -> tuple[Job, Queue] | None:
        """The next job. One that came from a queue which was paused while this worker
        waited there goes back to its head."""
        while True:
            found = super().dequeue_job_and_maintain_ttl(timeout, max_idle_time)
            if found is None:
                return None
            job, queue = found
            self.look_at_pauses()
            if self.may_take(queue):
                return job, queue
            log.info("job %s: put back, %s is not served now", job.id, queue.name)
            put_back(job, queue)


def put_back(job: Job, queue: Queue) -> None:
    """To the head of its queue; a worker of one queue had moved it aside."""
    pipe = queue.connection.pipeline(transaction=True)
    pipe.lrem(queue.intermediate_queue_key, 0, job.id)
    queue.push_job_id(job.id, pipeline=pipe, at_front=True)
    pipe.execute()
