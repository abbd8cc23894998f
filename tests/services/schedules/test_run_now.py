"""A scan at once, beside the times of a schedule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from services.schedules.conftest import change, only_schedule
from support.valkey import Valkey
from webapp import queues
from webapp.domain.queue_names import LOW
from webapp.exceptions import Refused, Unavailable
from webapp.extensions import db
from webapp.models import Scan, Schedule
from webapp.models.clock import db_now
from webapp.services.schedules import book, running

MakeSchedule = Callable[..., Schedule]


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    return environ | {"REDIS_URL": valkey.url}


def count() -> int | None:
    return db.session.scalar(select(func.count()).select_from(Scan))


def test_run_now_beside_the_times(make_schedule: MakeSchedule, valkey: Valkey) -> None:
    schedule = make_schedule()
    next_at = schedule.next_at
    running.run_now(schedule)
    assert len(queues.get_queue(LOW, valkey.client).job_ids) == 1
    with pytest.raises(Refused) as refused:
        running.run_now(schedule)
    assert (refused.value.code, refused.value.status) == ("still_running", 409)
    assert only_schedule().next_at == next_at
    change(Scan, status="FULL_READY", finished_at=db_now())
    book.pause(schedule)
    running.run_now(schedule)
    assert count() == 2
    assert only_schedule().next_at is None


def test_run_now_keeps_to_the_limits(app: Flask, make_schedule: MakeSchedule) -> None:
    schedule = make_schedule()
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, queue_cap=1)
    running.run_now(schedule)
    other = make_schedule()
    with pytest.raises(Unavailable, match="Too many scans"):
        running.run_now(other)
    assert count() == 1
