"""A worker that hears of stops for as long as it lives."""

from __future__ import annotations

import pytest
from flask import Flask
from redis.exceptions import TimeoutError as RedisSilent

from support.valkey import Valkey
from webapp.processes.worker import make_worker


@pytest.mark.usefixtures("app_context")
def test_a_silent_redis_does_not_end_the_listening(
    app: Flask, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RQ raises whatever is no lost connection, which ends its thread."""
    waited: list[float] = []
    monkeypatch.setattr("rq.worker.base.time.sleep", waited.append)
    worker = make_worker(("xenlixai_queue",), valkey.client)
    try:
        raise RedisSilent("Timeout reading from socket")
    except RedisSilent as error:
        worker._pubsub_exception_handler(error, None, None)
    assert waited == [2.0]
