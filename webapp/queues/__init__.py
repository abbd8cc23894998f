"""The one way to RQ: connections, queues, enqueue, withdraw, and where jobs are."""

from __future__ import annotations

from webapp.queues.connection import ask_once, connect, is_reachable
from webapp.queues.health import RedisHealth, read_health
from webapp.queues.job import SERIALIZER, AllowListedJob
from webapp.queues.pauses import read_paused, write_paused
from webapp.queues.places import Place, find_places, find_waiting
from webapp.queues.queue import (
    break_old_lock,
    drop_unreadable,
    enqueue,
    find_traceback,
    get_queue,
    withdraw,
)

__all__ = [
    "SERIALIZER",
    "AllowListedJob",
    "Place",
    "RedisHealth",
    "ask_once",
    "break_old_lock",
    "connect",
    "drop_unreadable",
    "enqueue",
    "find_places",
    "find_traceback",
    "find_waiting",
    "get_queue",
    "is_reachable",
    "read_health",
    "read_paused",
    "withdraw",
    "write_paused",
]
