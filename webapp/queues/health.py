"""How Redis fares, and how long its queues are: one trip, for operators to look at."""

from __future__ import annotations

from dataclasses import dataclass

from redis import Redis
from rq.suspension import WORKERS_SUSPENDED

from webapp.domain.queue_names import QUEUES

#: The one policy that never drops a job for want of memory.
KEEPS_ALL = "noeviction"


@dataclass(frozen=True)
class RedisHealth:
    """``lengths``: jobs that wait, by queue; ``evicts``: a policy that drops jobs when
    memory is short, "" for the one that does not."""

    lengths: dict[str, int]
    evicts: str
    is_full: bool
    is_suspended: bool


def read_health(connection: Redis) -> RedisHealth:
    """Raises ``RedisError`` where it does not answer."""
    pipe = connection.pipeline(transaction=False)
    for name in QUEUES:
        pipe.llen(f"rq:queue:{name}")
    pipe.exists(WORKERS_SUSPENDED)
    pipe.info("memory")
    *lengths, suspended, memory = pipe.execute()
    policy = str(memory.get("maxmemory_policy", KEEPS_ALL))
    bound = int(memory.get("maxmemory", 0))
    return RedisHealth(
        lengths=dict(zip(QUEUES, lengths, strict=True)),
        evicts="" if policy == KEEPS_ALL else policy,
        is_full=bool(bound) and int(memory.get("used_memory", 0)) >= bound,
        is_suspended=bool(suspended),
    )
