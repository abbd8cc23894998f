"""Enqueue and withdraw jobs."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, Retry
from rq.command import send_stop_job_command
from rq.exceptions import InvalidJobOperation, NoSuchJobError
from rq.job import JobStatus

from webapp.domain.queue_names import QUEUES
from webapp.domain.settings import Settings
from webapp.domain.tries import RETRY_INTERVALS
from webapp.queues.connection import connect
from webapp.queues.job import SERIALIZER, AllowListedJob

log = logging.getLogger(__name__)

#: How long RQ's lock lives (``Queue.acquire_maintenance_lock``), and is left alone.
CLEANING_LOCK_SECONDS = 899
CLEANING_SECONDS = 30


def get_queue(name: str, connection: Redis) -> Queue:
    """An RQ queue that speaks JSON and knows our job class."""
    return Queue(
        name, connection=connection, serializer=SERIALIZER, job_class=AllowListedJob
    )


def enqueue(
    settings: Settings,
    queue: str,
    function: str,
    *,
    job_id: str,
    description: str,
    tries: int = 0,
    wait: float = 0,
    **kwargs: Any,
) -> bool:
    """Put a job on a queue, best effort: True where Redis confirmed it.

    False means *unknown*, never *not queued*: the reply may have been lost. The
    description is fixed text, since dashboards print it. ``tries`` are those already
    used up: the job gets the retries that are left. It is delivered in ``wait``
    seconds. No ``ttl``: a job that expires while queued vanishes without a word.
    """
    left = RETRY_INTERVALS[tries:]
    options: dict[str, Any] = {
        "kwargs": kwargs,
        "job_id": job_id,
        "description": description,
        "job_timeout": settings.scan_job_timeout,
        "result_ttl": settings.scan_result_ttl,
        "failure_ttl": settings.scan_failure_ttl,
        "retry": Retry(max=len(left), interval=list(left)) if left else None,
    }
    try:
        target = get_queue(queue, connect(settings, fail_fast=True))
        if wait:
            target.enqueue_in(timedelta(seconds=wait), function, **options)
        else:
            target.enqueue(function, **options)
    except RedisError as error:
        log.warning("job %s: enqueue not confirmed (%s)", job_id, error)
        return False
    return True


def drop_unreadable(connection: Redis) -> None:
    """Take jobs whose fields hold nonsense off the lists of waiting retries.

    One of them would keep RQ from moving all others that are due. The scan that it was
    about, if any, is enqueued again by the reconciler.
    """
    for name in QUEUES:
        key = get_queue(name, connection).scheduled_job_registry.key
        due: list[bytes] = connection.zrangebyscore(key, "-inf", time.time())  # type: ignore[assignment]
        for member in due:
            try:
                AllowListedJob.fetch(member.decode(), connection, SERIALIZER)
            except NoSuchJobError:
                continue  # RQ itself drops these
            except ValueError:  # that of a name that is no text, too
                log.warning("job %r: cannot be read, dropped", member)
                connection.zrem(key, member)


def break_old_lock(queue: Queue) -> None:
    """RQ's lock on the cleaning of a queue's registries, which takes some milliseconds,
    outlives a worker that was killed with it by 15 minutes."""
    age = CLEANING_LOCK_SECONDS - queue.connection.ttl(queue.registry_cleaning_key)
    if CLEANING_SECONDS < age <= CLEANING_LOCK_SECONDS:
        log.warning("queue %s: nobody cleaned it for %d s", queue.name, age)
        queue.connection.delete(queue.registry_cleaning_key)


def withdraw(settings: Settings, job_id: str) -> None:
    """Stop a running job or delete a waiting one, best effort: the row has decided."""
    connection = connect(settings, fail_fast=True)
    try:
        job = AllowListedJob.fetch(job_id, connection=connection, serializer=SERIALIZER)
        if job.get_status() == JobStatus.STARTED:
            send_stop_job_command(connection, job_id, serializer=SERIALIZER)
        else:
            job.delete()
    except (NoSuchJobError, InvalidJobOperation, ValueError):
        # ValueError: its own fields hold nonsense; whoever delivers it will see.
        log.info("job %s: nothing to withdraw", job_id)
    except RedisError as error:
        log.warning("job %s: not withdrawn (%s)", job_id, error)


def find_traceback(settings: Settings, job_id: str) -> str | None:
    """What RQ recorded when it gave this job up, or None where nothing is known."""
    connection = connect(settings, fail_fast=True)
    try:
        job = AllowListedJob.fetch(job_id, connection=connection, serializer=SERIALIZER)
        latest = job.latest_result()
    except (NoSuchJobError, RedisError, ValueError):
        return None
    return latest.exc_string if latest else None
