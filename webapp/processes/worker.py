"""The worker process: load the model once, then RQ's loop, begun again after an outage.

RQ's loop ends when Redis goes away while a job runs, and cannot begin without Redis;
under honcho the end of one process stops all, so neither may end this one.
"""

from __future__ import annotations

import logging
import re
import time

from redis import Redis
from redis.exceptions import RedisError
from rq.exceptions import StopRequested
from sqlalchemy.exc import SQLAlchemyError

from webapp import collector, queues
from webapp.processes.scan_worker import ScanWorker
from webapp.services import insights, rehearsal, scan_options, schema, workers
from webapp.services.current import settings

log = logging.getLogger(__name__)

#: Between two rounds of RQ's loop.
PAUSE_SECONDS = 1.0


def run(queue_names: tuple[str, ...]) -> None:
    """Serve these queues until told to end; outlives outages of Redis and database."""
    schema.wait_until_ready()
    with collector.resting():
        scan_options.scan_options()  # loaded once, here, and inherited by every horse
        insights.preload()
    rehearsal.rehearse()
    schema.close_database()
    collector.keep_all()
    told_at = float("-inf")
    try:
        while trouble := work_once(queue_names):
            if time.monotonic() - told_at > schema.TELL_SECONDS:
                told_at = time.monotonic()
                log.warning("worker: begins again after %s", trouble)
            time.sleep(PAUSE_SECONDS)  # Redis may answer and still take no writes
    except StopRequested:
        log.info("worker: stopped while waiting")


def work_once(queue_names: tuple[str, ...]) -> str:
    """RQ's loop, which ends when Redis fails, and cannot begin without it.

    Gives what ended it; nothing where the worker was told to end.
    """
    connection = queues.connect(settings())
    wait_for_redis(connection)
    worker = None
    try:
        worker = make_worker(queue_names, connection)
        worker.work(logging_level="INFO")
        trouble = "an unexpected error, told above"
    except RedisError as error:
        trouble = f"an error of Redis: {error}"
    finally:
        if worker is not None:
            say_goodbye(worker)
        connection.close()
    return "" if ScanWorker.is_told_to_end else trouble


def wait_for_redis(connection: Redis) -> None:
    told_at = float("-inf")
    while not queues.is_reachable(connection):
        if time.monotonic() - told_at > schema.TELL_SECONDS:
            told_at = time.monotonic()
            log.warning("waiting for Redis at %s", shown(settings().redis_url))
        time.sleep(0.5)


def shown(url: str) -> str:
    """A URL for the log: without a password."""
    return re.sub(r"//[^@/]*@", "//…@", url)


def make_worker(queue_names: tuple[str, ...], connection: Redis) -> ScanWorker:
    return ScanWorker(
        [queues.get_queue(name, connection) for name in queue_names],
        connection=connection,
        serializer=queues.SERIALIZER,
        job_class=queues.AllowListedJob,
    )


def say_goodbye(worker: ScanWorker) -> None:
    if worker.is_horse:
        return
    try:
        workers.say_goodbye(worker.name)
    except SQLAlchemyError as error:
        log.warning("worker %s: heartbeat not removed: %s", worker.name, error)
    finally:
        schema.close_database()
