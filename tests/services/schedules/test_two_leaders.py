"""Two schedulers that both believe to lead: each time is used up by one of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from services.schedules.conftest import make_due
from webapp.extensions import db
from webapp.models import Scan, Schedule, ScheduleRun, User
from webapp.services.schedules import running

NUMBER = 12


def test_each_time_is_used_once(
    app: Flask, make_schedule: Callable[..., Schedule], alice: User, bob: User
) -> None:
    for number in range(NUMBER):
        make_schedule((alice, bob)[number % 2], url=f"http://127.0.0.1/{number}")
    make_due()
    both_know = Barrier(2, timeout=20)
    find_due = running.find_due

    def lead() -> int:
        with app.app_context():
            due = find_due()
            both_know.wait()
            return sum(running.run(schedule_id) is not None for schedule_id in due)

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(lead) for _ in range(2)]
        assert sum(future.result() for future in done) == NUMBER
    scans = select(Scan.url, func.count()).group_by(Scan.url)
    found = dict(map(tuple, db.session.execute(scans)))
    assert found == {f"http://127.0.0.1/{number}": 1 for number in range(NUMBER)}
    told = list(db.session.scalars(select(ScheduleRun.scan_id)))
    assert sorted(told) == sorted(db.session.scalars(select(Scan.id)))
