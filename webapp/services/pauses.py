"""Queues that workers leave alone for a while. A paused queue keeps its jobs."""

from __future__ import annotations

from redis.exceptions import RedisError

from webapp import queues
from webapp.domain.queue_names import QUEUES
from webapp.exceptions import Refused
from webapp.services import switches
from webapp.services.audit_log import Operator
from webapp.services.current import settings


def set_paused(queue: str, is_paused: bool, by: Operator) -> bool:
    """Pause or resume. True where the workers know already; else they will as soon as
    Redis answers. Raises ``Refused`` (404) for a queue that is not ours."""
    if queue not in QUEUES:
        raise Refused("not_found", "There is no such queue.", status=404)
    action = "queue.pause" if is_paused else "queue.resume"
    switches.turn(switches.PAUSED + queue, is_paused, by, action, queue)
    try:
        copy_to_redis()
    except RedisError:
        return False
    return True


def copy_to_redis() -> None:
    """Tell the workers what the database says; the leader does so regularly."""
    connection = queues.connect(settings(), fail_fast=True)
    try:
        queues.write_paused(connection, switches.paused_queues())
    finally:
        connection.close()
