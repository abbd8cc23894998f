"""The scheduler's loop: what fails is told and does not end it."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from flask import Flask

from support.valkey import Valkey
from webapp import queues
from webapp.processes.scheduler import Scheduler, move_due_retries

TASK = "worker.cleanup_expired_jobs"


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    environ["REDIS_URL"] = valkey.url
    return environ


def test_a_mistake_in_a_duty_is_told_once_and_the_loop_goes_on(
    app_context: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ValueError("odd data")

    scheduler = Scheduler()
    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            scheduler.guarded(broken)
    assert caplog.text.count("ValueError: odd data") == 1


def test_two_duties_with_one_mistake_are_both_told(
    app_context: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ValueError("odd data")

    def broken_too() -> None:
        raise ValueError("odd data")

    scheduler = Scheduler()
    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            scheduler.guarded(broken)
            scheduler.guarded(broken_too)
    assert caplog.text.count("ValueError: odd data") == 2


def test_a_retry_whose_name_is_no_text_holds_up_no_other(
    app_context: Flask, valkey: Valkey
) -> None:
    queue = queues.get_queue("xenlixai_queue", valkey.client)
    valkey.client.zadd("rq:scheduled:xenlixai_queue", {b"\xff\xfe": 1})
    job = queue.enqueue_in(timedelta(seconds=-5), TASK)
    move_due_retries()
    assert queue.job_ids == [job.id]


def test_a_job_that_cannot_be_read_holds_up_no_other(
    app_context: Flask, valkey: Valkey
) -> None:
    queue = queues.get_queue("xenlixai_queue", valkey.client)
    for name in ("odd", "good"):
        queue.enqueue_in(timedelta(seconds=-5), TASK, job_id=name)
    valkey.client.hset("rq:job:odd", "created_at", "yesterday")
    move_due_retries()
    assert queue.job_ids == ["good"]
    assert queue.scheduled_job_registry.get_job_ids(cleanup=False) == []
