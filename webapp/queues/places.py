"""Where jobs really are.

``Job.exists`` is not enough: a job whose worker was killed between the pop and the
start keeps its hash with status *queued* while its id is in no list. So the lists and
registries are compared, read in one MULTI so that no move can fall between two reads.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from redis import Redis

from webapp.domain.queue_names import QUEUES
from webapp.domain.settings import Settings
from webapp.domain.tries import RETRY_INTERVALS
from webapp.queues.connection import connect

#: A job that is this many seconds past its due time in a registry is stuck there.
OVERDUE_SECONDS = 15
#: A row whose time has come is not held up by a retry that is due later than any that
#: is asked for: the clock of the machine that asked for it was wrong.
LATEST_SECONDS = RETRY_INTERVALS[-1] + OVERDUE_SECONDS


@dataclass(frozen=True)
class Place:
    """``is_waiting``: something will deliver the job; ``is_failed``: RQ gave it up."""

    is_waiting: bool
    is_failed: bool


def find_places(connection: Redis, job_ids: Iterable[str]) -> dict[str, Place]:
    """The place of each of these jobs, whose rows are due, from one snapshot of every
    queue of ours."""
    wanted = set(job_ids)
    now = time.time()
    pipe = connection.pipeline(transaction=True)
    for queue in QUEUES:
        pipe.lrange(f"rq:queue:{queue}", 0, -1)
        pipe.zrange(f"rq:wip:{queue}", 0, -1, withscores=True)
        pipe.zrange(f"rq:scheduled:{queue}", 0, -1, withscores=True)
        pipe.zrange(f"rq:failed:{queue}", 0, -1)
    waiting: set[str] = set()
    failed: set[str] = set()
    replies = iter(pipe.execute())
    for queued, started, scheduled, gone in zip(
        replies, replies, replies, replies, strict=True
    ):
        waiting.update(text(job_id) for job_id in queued)
        # A member is "<job id>:<execution id>", its score the end of its heartbeat.
        waiting.update(
            text(member).partition(":")[0] for member, until in started if until > now
        )
        waiting.update(
            text(job_id)
            for job_id, due in scheduled
            if -OVERDUE_SECONDS < due - now < LATEST_SECONDS
        )
        failed.update(text(job_id) for job_id in gone)
    return {
        job_id: Place(is_waiting=job_id in waiting, is_failed=job_id in failed)
        for job_id in wanted
    }


def text(value: bytes | str) -> str:
    # Whoever can write to Redis may have put there what is no text.
    return value.decode(errors="replace") if isinstance(value, bytes) else value


def find_waiting(settings: Settings, job_ids: Iterable[str]) -> set[str]:
    """Those of these jobs that will be delivered still, however long it takes. Raises
    ``RedisError``."""
    connection = connect(settings, fail_fast=True)
    try:
        places = find_places(connection, job_ids)
    finally:
        connection.close()
    return {job_id for job_id, place in places.items() if place.is_waiting}
