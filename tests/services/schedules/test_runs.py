"""Each run of a schedule leaves a row: why it was, and what it began or why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from services.schedules.conftest import change, make_due, only_schedule
from webapp.domain.site_plan import SitePlan
from webapp.exceptions import Refused, Unavailable
from webapp.extensions import db
from webapp.models import Scan, Schedule, ScheduleRun, SiteScan, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import submissions
from webapp.services.schedules import book, running, runs
from webapp.services.schedules.runs import Reason

MakeSchedule = Callable[..., Schedule]
pytestmark = pytest.mark.usefixtures("on_both_databases")


def rows() -> list[ScheduleRun]:
    """Oldest first."""
    chosen = select(ScheduleRun).order_by(ScheduleRun.created_at)
    return list(db.session.scalars(chosen.execution_options(populate_existing=True)))


def end_scans() -> None:
    change(Scan, status="FULL_READY", finished_at=db_now())


@pytest.mark.parametrize(
    ("late", "reason"),
    [
        (1, Reason.DUE),
        (runs.LATE_SECONDS - 30, Reason.DUE),
        (runs.LATE_SECONDS + 1, Reason.CATCH_UP),
        (3 * 86400, Reason.CATCH_UP),
    ],
)
def test_a_run_at_its_time_and_one_that_is_caught_up(
    make_schedule: MakeSchedule, late: int, reason: Reason
) -> None:
    make_schedule()
    make_due(late)
    planned_at = only_schedule().next_at
    assert [running.run_due(), running.run_due()] == [1, 0]
    [run] = rows()
    assert (run.reason, run.planned_at) == (reason, planned_at)
    schedule = only_schedule()
    assert run.schedule_id == schedule.id
    assert (run.created_at, run.scan_id) == (schedule.last_at, schedule.last_scan_id)
    assert run.scan_id == db.session.scalars(select(Scan.id)).one()
    assert (run.before_scan_id, run.error_code, run.error_message) == (None,) * 3


def test_run_now_has_no_time_of_its_own(make_schedule: MakeSchedule) -> None:
    schedule = make_schedule(plan=SitePlan("", max_pages=7))
    running.run_now(schedule)
    with pytest.raises(Refused, match="still running"):
        running.run_now(schedule)
    [run] = rows()  # who pressed the button was told: no time was left out
    assert (run.reason, run.planned_at) == (Reason.RUN_NOW, None)
    assert run.scan_id == db.session.scalars(select(SiteScan.id)).one()


def test_a_time_that_was_left_out_says_why(make_schedule: MakeSchedule) -> None:
    make_schedule()
    make_due()
    running.run_due()
    make_due(7200)
    planned_at = only_schedule().next_at
    assert running.run_due() == 0
    begun, left_out = rows()
    assert begun.scan_id is not None
    assert (left_out.scan_id, left_out.before_scan_id) == (None, None)
    assert (left_out.reason, left_out.planned_at) == (Reason.CATCH_UP, planned_at)
    assert left_out.error_code == "still_running"
    assert left_out.error_message == running.STILL_OPEN


def test_limits_are_told(app: Flask, make_schedule: MakeSchedule) -> None:
    """Which of two that are due at the same time is first, is open."""
    for url in ("https://example.com/", "https://example.com/other"):
        make_schedule(url=url)
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(
        settings, queue_cap=1, scan_allowed_networks=()
    )
    make_due()
    assert running.run_due() == 1
    [left_out] = [run for run in rows() if run.scan_id is None]
    assert left_out.error_code == "queue_full"
    assert left_out.error_message
    waiting = db.session.get_one(Schedule, left_out.schedule_id)
    with pytest.raises(Unavailable):
        running.run_now(waiting)
    assert len(rows()) == 2


def test_a_time_zone_that_is_gone_is_told(make_schedule: MakeSchedule) -> None:
    make_schedule()
    make_due()
    planned_at = only_schedule().next_at
    change(Schedule, zone="Europe/Atlantis")
    assert [running.run_due(), running.run_due()] == [0, 0]
    [run] = rows()
    assert (run.error_code, run.planned_at) == ("bad_zone", planned_at)
    assert run.error_message == only_schedule().last_problem


def test_nothing_is_told_that_did_not_happen(
    make_schedule: MakeSchedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ends the process before the commit leaves neither scan nor run."""
    make_schedule()
    make_due()

    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    for module, name in ((submissions.measurements, "note"), (runs, "forget_old")):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, die)
            with pytest.raises(Killed):
                running.run_due()
        assert rows() == []
        assert db.session.scalars(select(Scan)).all() == []
    assert running.run_due() == 1
    assert len(rows()) == 1


def test_each_is_compared_with_the_last_one_that_has_a_score(
    make_schedule: MakeSchedule,
) -> None:
    schedule = make_schedule()
    running.run_now(schedule)
    [first] = rows()
    end_scans()
    change(Schedule, good_scan_id=first.scan_id)
    running.run_now(schedule)
    assert [run.before_scan_id for run in rows()] == [None, first.scan_id]


def test_they_go_with_their_schedule_and_its_user(
    make_schedule: MakeSchedule, alice: User, bob: User
) -> None:
    gone, kept = make_schedule(), make_schedule()
    other = make_schedule(bob)
    for schedule in (gone, kept, other):
        running.run_now(schedule)
    ids = {kept.id, other.id}
    book.remove(gone)
    assert {run.schedule_id for run in rows()} == ids
    remove_user(bob)
    assert {run.schedule_id for run in rows()} == {kept.id}
    assert db.session.scalar(select(func.count()).select_from(Scan)) == 2


@transactional
def remove_user(user: User) -> None:
    db.session.execute(delete(User).where(User.id == user.id))


@transactional
def add_rows(schedule: Schedule, days: list[int]) -> None:
    now = db.session.scalars(select(db_now())).one()
    for age in days:
        at = now - timedelta(days=age)
        db.session.add(ScheduleRun(schedule_id=schedule.id, created_at=at))
    db.session.flush()


def test_old_ones_are_forgotten_and_so_many_stay(
    make_schedule: MakeSchedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what is older than its time the newest stay that make up the number."""
    monkeypatch.setattr(runs, "KEPT", 4)
    days = runs.KEPT_SECONDS // 86400
    full, few, other = (make_schedule() for _ in range(3))
    add_rows(full, [1, 2, days - 1, days + 1, days + 2, days + 3])
    add_rows(few, [days + 1, days + 2])
    add_rows(other, [days + number for number in range(1, 9)])
    for schedule in (full, few):
        running.run_now(schedule)
    assert ages(full) == [0, 1, 2, days - 1]
    assert ages(few) == [0, days + 1, days + 2]
    assert len(ages(other)) == 8, "it rests: nothing takes the place of any"
    running.run_now(other)
    assert ages(other) == [0, days + 1, days + 2, days + 3]


def test_none_is_forgotten_before_its_time(
    make_schedule: MakeSchedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "KEPT", 2)
    schedule = make_schedule()
    add_rows(schedule, [1, 2, 3, 4])
    running.run_now(schedule)
    assert ages(schedule) == [0, 1, 2, 3, 4]


def ages(schedule: Schedule) -> list[int]:
    """In days, newest first."""
    now = db.session.scalars(select(db_now())).one()
    mine = [run for run in rows() if run.schedule_id == schedule.id]
    return [(now - run.created_at).days for run in reversed(mine)]
