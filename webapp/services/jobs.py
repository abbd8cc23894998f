"""Jobs as an operator reads them: any message in Redis, ours or not, readable or not.

rq-dashboard's own readers unpickle; here nothing but JSON is ever loaded.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from redis import Redis
from rq.exceptions import NoSuchJobError
from rq.job import Job
from rq.registry import BaseRegistry
from rq.serializers import JSONSerializer

from webapp import queues
from webapp.queues import AllowListedJob, get_queue
from webapp.services.current import settings

QUEUED = "queued"
STARTED = "started"
#: RQ's registries by the names that the dashboard's addresses use.
REGISTRIES = ("failed", "deferred", "finished", "canceled", "scheduled", STARTED)
PLACES = (QUEUED, *REGISTRIES)


class ReadableSerializer(JSONSerializer):
    """For showing only: what is not JSON is said to be unreadable, and nothing more."""

    @staticmethod
    def loads(s: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return json.loads(s.decode("utf-8"))
        except (ValueError, RecursionError):
            return {"unreadable": f"{len(s)} bytes that are not JSON"}


def connection() -> Redis:
    return queues.connect(settings(), fail_fast=True)


def fetch(job_id: str, client: Redis | None = None) -> Job:
    """To look at or to delete. Raises ``NoSuchJobError``, and ``ValueError`` where the
    job's own fields hold nonsense."""
    return AllowListedJob.fetch(job_id, client or connection(), ReadableSerializer)


def fetch_all(ids: list[str]) -> list[Job]:
    """Those of them that are there and can be read."""
    client, found = connection(), []
    for job_id in ids:
        with suppress(NoSuchJobError, ValueError):
            found.append(fetch(job_id, client))
    return found


def registry(queue: str, name: str) -> BaseRegistry:
    found: BaseRegistry = getattr(
        get_queue(queue, connection()), f"{name}_job_registry"
    )
    return found


def job_ids(queue: str, place: str, start: int = 0, length: int = 0) -> list[str]:
    """Ids in a queue's list or registry, oldest first; a length of 0 means all."""
    if place == QUEUED:
        return get_queue(queue, connection()).get_job_ids(start, length or -1)
    end = start + length - 1 if length else -1
    # A registry that is cleaned up fails or requeues jobs: not while one looks at it.
    return registry(queue, place).get_job_ids(start, end, cleanup=False)


def count(queue: str, place: str) -> int:
    if place == QUEUED:
        return int(get_queue(queue, connection()).count)
    return int(registry(queue, place).get_job_count(cleanup=False))
