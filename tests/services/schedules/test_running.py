"""Scans by schedule: each time once, one after an outage, and why one was left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from services.schedules.conftest import URL, change, make_due, only_schedule
from support.valkey import Valkey
from webapp import queues
from webapp.domain.queue_names import LOW
from webapp.domain.site_plan import SitePlan
from webapp.domain.site_status import SiteStatus
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import Scan, Schedule, SiteScan, User
from webapp.models.clock import db_now
from webapp.services import line, submissions
from webapp.services.schedules import book, running, timing
from webapp.services.schedules.timing import Often, Timing

MakeSchedule = Callable[..., Schedule]
HOURLY = Timing(Often.HOURLY, "Europe/Berlin", minute=20)


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    return environ | {"REDIS_URL": valkey.url}


def scans() -> list[Scan]:
    chosen = select(Scan).order_by(Scan.created_at)
    return list(db.session.scalars(chosen.execution_options(populate_existing=True)))


def end_scans() -> None:
    change(Scan, status="FULL_READY", finished_at=db_now())


def test_a_due_page_is_scanned_once(
    make_schedule: MakeSchedule, alice: User, valkey: Valkey
) -> None:
    make_schedule()
    assert running.run_due() == 0
    make_due()
    assert [running.run_due() for _ in range(3)] == [1, 0, 0]
    [scan] = scans()
    assert (scan.url, scan.user_id, scan.queue) == (URL, alice.id, LOW)
    assert scan.sender == f"user {alice.id}", (
        "it takes turns with the user's other ones"
    )
    assert queues.get_queue(LOW, valkey.client).job_ids == [f"scan-{scan.id}-1"]
    schedule = only_schedule()
    assert (schedule.last_scan_id, schedule.last_problem) == (scan.id, "")
    assert schedule.last_at is not None
    assert schedule.next_at == timing.next_run(
        book.timing_of(schedule), schedule.last_at
    )


def test_after_an_outage_once_and_then_the_next_regular_time(
    make_schedule: MakeSchedule,
) -> None:
    make_schedule(timing=HOURLY)
    make_due(3 * 24 * 3600)
    assert [running.run_due(), running.run_due()] == [1, 0]
    next_at = only_schedule().next_at
    assert next_at is not None
    assert next_at > datetime.now(UTC)
    assert next_at.minute == 20
    assert len(scans()) == 1


def test_a_paused_one_does_not_run(make_schedule: MakeSchedule) -> None:
    schedule = make_schedule()
    make_due()
    book.pause(schedule)
    assert running.run_due() == 0
    book.resume(schedule)
    assert running.run_due() == 0
    assert scans() == []


def test_a_disabled_users_do_not_run(make_schedule: MakeSchedule) -> None:
    make_schedule()
    make_due()
    change(User, is_disabled=True)
    assert running.run_due() == 0
    change(User, is_disabled=False)
    assert running.run_due() == 1


def test_while_the_scan_before_is_open_a_time_is_left_out(
    make_schedule: MakeSchedule,
) -> None:
    make_schedule()
    make_due()
    assert running.run_due() == 1
    first = only_schedule().last_at
    make_due()
    assert running.run_due() == 0
    schedule = only_schedule()
    assert "still running" in schedule.last_problem
    assert schedule.last_at == first
    assert schedule.next_at is not None
    assert schedule.next_at > datetime.now(UTC), "the time is used up"
    end_scans()
    make_due()
    assert running.run_due() == 1
    assert only_schedule().last_problem == ""
    assert len(scans()) == 2


def test_a_deleted_scan_is_no_open_one(make_schedule: MakeSchedule) -> None:
    make_schedule()
    for _ in range(2):
        make_due()
        assert running.run_due() == 1
        db.session.rollback()
        change(Schedule, last_scan_id=db.session.scalar(select(User.id)))


@pytest.mark.parametrize("limit", ["limit_user", "limit_target", "queue_cap"])
def test_limits_hold_and_are_told(
    app: Flask, make_schedule: MakeSchedule, alice: User, limit: str
) -> None:
    make_schedule(url="https://example.com/")
    make_schedule(url="https://example.com/other")
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(
        settings, **{limit: 1}, scan_allowed_networks=()
    )
    make_due()
    assert running.run_due() == 1
    problems = sorted(found.last_problem for found in book.list_for(alice))
    assert problems[0] == ""
    assert problems[1].startswith(("At most 1 pages", "Too many scans"))
    assert [running.run_due(), len(scans())] == [0, 1]


def test_a_crash_leaves_both_undone_and_then_both_done(
    make_schedule: MakeSchedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ends the process before the commit: no scan, and the time is due."""
    make_schedule()
    make_due()
    before = only_schedule().next_at

    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(submissions.measurements, "note", die)
        with pytest.raises(Killed):
            running.run_due()
    assert (only_schedule().next_at, scans()) == (before, [])
    with monkeypatch.context() as patch:
        patch.setattr(line, "dispatch", die)  # after the commit
        with pytest.raises(Killed):
            running.run_due()
    assert len(scans()) == 1
    assert running.run_due() == 0


def test_one_that_fails_holds_up_no_other(
    make_schedule: MakeSchedule, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = make_schedule()
    make_due(120)
    make_schedule(bob, timing=HOURLY)
    make_due(60)
    real = book.timing_of

    def timing_of(schedule: Schedule) -> Timing:
        if schedule.id == broken.id:
            raise ValueError("odd")
        return real(schedule)

    monkeypatch.setattr(book, "timing_of", timing_of)
    with pytest.raises(ValueError, match="odd"):
        running.run_due()
    assert [scan.user_id for scan in scans()] == [bob.id]


def test_a_zone_that_is_gone_pauses_it(make_schedule: MakeSchedule) -> None:
    make_schedule()
    make_due()
    change(Schedule, zone="Europe/Atlantis")
    assert running.run_due() == 0
    schedule = only_schedule()
    assert schedule.paused_at is not None
    assert "time zone" in schedule.last_problem
    with pytest.raises(Refused, match="time zone"):
        book.resume(schedule)


def test_without_redis_scans_wait_for_the_reconciler(
    make_schedule: MakeSchedule, bob: User, valkey: Valkey
) -> None:
    make_schedule()
    make_schedule(bob)
    make_due()
    valkey.kill()
    assert running.run_due() == 2
    assert {scan.status for scan in scans()} == {"QUEUED"}


def test_a_due_site_is_scanned(make_schedule: MakeSchedule, alice: User) -> None:
    make_schedule(plan=SitePlan("", max_pages=7))
    make_due()
    assert [running.run_due(), running.run_due()] == [1, 0]
    site = db.session.scalars(select(SiteScan)).one()
    assert (site.user_id, site.start_url) == (alice.id, URL)
    assert only_schedule().last_scan_id == site.id
    assert site.plan["max_pages"] == 7
    make_due()
    assert running.run_due() == 0
    assert "still running" in only_schedule().last_problem
    change(SiteScan, status=SiteStatus.FINISHED, finished_at=db_now())
    make_due()
    assert running.run_due() == 1
