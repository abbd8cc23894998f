"""Each end of a run is taken in once, whoever ends it, and however often."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from services.alerts.conftest import (
    MakeSchedule,
    alerts,
    begin,
    end_well,
    kinds,
    run_badly,
    run_well,
)
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import Alert, Scan, Schedule, User
from webapp.models.transactions import transactional
from webapp.services import leases, outcomes, scan_actions
from webapp.services.actors import Actor
from webapp.services.alerts import book, page_runs, watching
from webapp.services.alerts.news import Kind
from webapp.services.schedules import book as schedules
from webapp.services.schedules.book import Wanted


def test_an_end_that_is_taken_in_again_tells_nothing_new(schedule: Schedule) -> None:
    run_well(schedule, title__missing="pass")
    scan = run_well(schedule, 10, title__missing="fail")
    assert sorted(kinds()) == [Kind.CHECKS, Kind.SCORE]

    @transactional
    def again(scan: Scan) -> None:
        watching.page_ended(db.session.get_one(Scan, scan.id))

    again(scan)
    assert len(alerts()) == 2
    scan = run_badly(schedule)
    again(scan)
    again(scan)
    assert len(alerts()) == 2, "one failure is one"
    run_badly(schedule)
    assert kinds()[2:] == [Kind.FAILURES]


def test_a_run_that_a_person_begins_anew_is_one_run(
    schedule: Schedule, alice: User
) -> None:
    run_well(schedule, 90)
    scan = run_badly(schedule)
    for _ in range(2):
        db.session.rollback()
        scan_actions.set_queued(scan, Actor(user=alice))
        claim = leases.claim(scan.id, None, "w/1")
        assert claim is not None
        outcomes.record_error(claim, ScanStatus.ERROR_CRAWL, "timeout", "Slow.")
    assert alerts() == []
    scan_actions.set_queued(scan, Actor(user=alice))
    claim = leases.claim(scan.id, None, "w/1")
    assert claim is not None
    end_well(claim, 50)
    assert kinds() == [Kind.SCORE]


def test_what_was_not_begun_by_a_schedule_or_is_canceled_tells_nothing(
    schedule: Schedule, alice: User
) -> None:
    run_well(schedule, 90)
    scan, _ = begin(schedule)
    scan_actions.cancel(scan, Actor(user=alice))
    scan, claim = begin(schedule)
    schedules.remove(schedule)
    end_well(claim, 10)
    assert alerts() == []


def test_another_page_or_a_deleted_run_is_nothing_to_compare_with(
    schedule: Schedule, alice: User
) -> None:
    run_well(schedule, 90)
    moved = Wanted("http://127.0.0.1/other", schedules.timing_of(schedule))
    schedules.change(schedule, moved)
    before = run_well(schedule, 50)
    assert alerts() == []

    @transactional
    def forget() -> None:
        db.session.execute(delete(Scan).where(Scan.id == before.id))

    forget()
    run_well(schedule, 10)
    assert alerts() == []
    run_well(schedule, 5)
    assert kinds() == [Kind.SCORE]


def test_each_schedule_has_its_own(make_schedule: MakeSchedule, bob: User) -> None:
    alices, bobs = make_schedule(), make_schedule(bob)
    run_well(alices, 90)
    run_well(bobs, 50)
    run_well(alices, 50)
    [alert] = alerts()
    assert (alert.schedule_id, alert.user_id) == (alices.id, alices.user_id)
    assert book.of_last_runs([alices, bobs]) == {alices.id: 1}
    assert (len(book.latest(alices)), book.latest(bobs)) == (1, [])
    run_well(alices, 50)
    assert book.of_last_runs([alices, bobs]) == {}


def test_an_end_that_is_undone_tells_nothing(
    schedule: Schedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    real = watching.page_ended

    def die(scan: Scan) -> None:
        real(scan)
        assert db.session.scalar(select(Alert.kind)) == Kind.SCORE
        raise Killed

    run_well(schedule, 90)
    scan, claim = begin(schedule)
    with monkeypatch.context() as patch:
        patch.setattr(watching, "page_ended", die)
        with pytest.raises(Killed):
            end_well(claim, 50)
    assert alerts() == []
    assert db.session.get_one(Scan, scan.id).is_open
    end_well(claim, 50)
    assert kinds() == [Kind.SCORE]


def test_a_mistake_of_ours_leaves_a_scan_with_its_end(
    schedule: Schedule,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    run_well(schedule, 90)

    def fail(*_: object) -> None:
        raise ValueError("odd")

    with monkeypatch.context() as patch:
        patch.setattr(page_runs, "score_fall", fail)
        scan = run_well(schedule, 50)
    assert "was not looked at" in caplog.text
    assert db.session.get_one(Scan, scan.id).status == ScanStatus.FULL_READY
    assert db.session.query(Alert).count() == 0
