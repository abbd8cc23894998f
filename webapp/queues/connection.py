"""Connections to Redis or Valkey."""

from __future__ import annotations

from typing import Any

from redis import Redis
from redis.backoff import ExponentialBackoff, NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from webapp.domain.settings import Settings


def connect(settings: Settings, *, fail_fast: bool = False) -> Redis:
    """A client for the configured Redis; no connection is made yet.

    ``fail_fast`` is for a web request: an answer or an error within a second or two,
    and no second send, since a lost reply would enqueue twice. Without it the client
    tries for about a second; what must outlive an outage has a loop of its own.
    """
    options: dict[str, Any] = {
        "retry": Retry(ExponentialBackoff(cap=1, base=0.1), 3),
        # To tell the server its own name and version it reads them from its files, for
        # each connection anew.
        "driver_info": None,
    }
    if settings.redis_url.startswith("rediss://") and not settings.redis_tls_verify:
        options["ssl_cert_reqs"] = "none"
    if fail_fast:
        options["retry"] = Retry(NoBackoff(), 0)
        options["socket_connect_timeout"] = 1
        options["socket_timeout"] = 1
    return Redis.from_url(settings.redis_url, **options)


def ask_once(connection: Redis) -> None:
    """From now on: an answer or an error, without trying again."""
    connection.set_retry(Retry(NoBackoff(), 0))


def is_reachable(connection: Redis) -> bool:
    """Whether Redis answers a PING now."""
    try:
        return bool(connection.ping())
    except RedisError:
        return False
