"""Which queues are paused, where workers look before each job.

A copy of what the database says: one that Redis lost is written again in seconds.
"""

from __future__ import annotations

from collections.abc import Iterable

from redis import Redis

#: Below ``rq:``, which is what a worker may read.
KEY = "rq:xenlixai:paused"


def write_paused(connection: Redis, names: Iterable[str]) -> None:
    """Make these, and no others, the paused queues."""
    pipe = connection.pipeline(transaction=True)
    pipe.delete(KEY)
    if chosen := sorted(names):
        pipe.sadd(KEY, *chosen)
    pipe.execute()


def read_paused(connection: Redis) -> frozenset[str]:
    found = connection.smembers(KEY)
    return frozenset(name.decode(errors="replace") for name in found)  # type: ignore[union-attr]
