"""The workers that are compared: ``python -m bench.queue.worker ours|bare``.

Both have the product's modules in memory, so that a fork costs both the same.
"""

from __future__ import annotations

import sys

from redis import Redis
from rq import Worker

from bench.queue import stopwatch, stub
from config import settings_or_exit
from webapp import create_app, queues
from webapp.domain.queue_names import QUEUES
from webapp.processes import worker as product
from webapp.processes.scan_worker import BEAT_SECONDS

#: As many as ours: RQ fetches otherwise from a single queue.
BARE_QUEUES = tuple(f"bare-{name}" for name in QUEUES)


def run_ours() -> None:
    stub.put_in()
    stopwatch.plant()
    with create_app(settings_or_exit(), is_worker=True).app_context():
        product.run(QUEUES)


def run_bare() -> None:
    """RQ's own worker, with the times that ours gives it."""
    stub.load()
    with create_app(settings_or_exit(), is_worker=True).app_context():
        worker = Worker(
            BARE_QUEUES,
            connection=Redis.from_url(settings_or_exit().redis_url),
            serializer=queues.SERIALIZER,
            worker_ttl=25,
            job_monitoring_interval=BEAT_SECONDS,
            maintenance_interval=10,
        )
        worker.work(logging_level="INFO")


if __name__ == "__main__":
    run_ours() if sys.argv[1] == "ours" else run_bare()
