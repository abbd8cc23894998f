"""A worker in this process that does what waits and is gone."""

from __future__ import annotations

from redis import Redis
from rq import Queue, SimpleWorker

from webapp import queues
from webapp.processes.firm_timeout import FirmTimeout


class BurstWorker(SimpleWorker):
    """As ours are, without a work horse. It hears no commands: to end its listening
    takes RQ up to a second."""

    death_penalty_class = FirmTimeout

    def subscribe(self) -> None:
        """Not."""


def work_off(queue: Queue, most_jobs: int | None = None) -> None:
    """All jobs that wait there, or so many."""
    connection: Redis = queue.connection
    worker = BurstWorker(
        [queue],
        connection=connection,
        serializer=queues.SERIALIZER,
        job_class=queues.AllowListedJob,
    )
    worker.work(burst=True, max_jobs=most_jobs, logging_level="WARNING")
