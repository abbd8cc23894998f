"""Each run of a duty or task is on record, and the record harms neither."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from webapp.exceptions import JobTimedOut
from webapp.extensions import db
from webapp.models import DutyRun, LeaderLease
from webapp.models.transactions import transactional
from webapp.processes import scheduler
from webapp.processes.scheduler import Every, Scheduler
from webapp.services import cleanup, cron, duties, sign_ins
from webapp.services.duties import Diary
from webapp.services.operations import schedule

pytestmark = pytest.mark.usefixtures("app_context")


class Clock:
    """The module ``time``, in the test's hands."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(duties, "time", clock)
    return clock


def runs() -> dict[str, DutyRun]:
    db.session.rollback()
    db.session.expire_all()
    return {run.name: run for run in db.session.scalars(select(DutyRun))}


def fail(text: str = "odd\ndata") -> None:
    raise ValueError(text)


def watch(diary: Diary, message: str = "", *, fails: bool = False) -> None:
    try:
        with diary.watch("turns") as run:
            run.message = message
            if fails:
                fail()
    except ValueError:
        pass
    diary.write()


def test_what_goes_as_before_is_written_every_five_seconds(clock: Clock) -> None:
    diary = Diary("a/1")
    written = []
    for second in range(11):
        clock.now = 100.0 + second
        watch(diary, str(second))
        written.append(runs()["turns"].message)
    assert written == ["0"] * 5 + ["5"] * 5 + ["10"]


def test_a_failure_is_written_at_once_and_so_is_its_end(clock: Clock) -> None:
    diary = Diary("a/1")
    watch(diary)
    assert runs()["turns"].failed_at is None
    clock.now += 1
    watch(diary, fails=True)
    failed = runs()["turns"]
    assert (failed.outcome, failed.message) == ("failed", "ValueError: odd")
    assert failed.holder == "a/1"
    at = failed.failed_at
    assert at is not None
    assert abs(at - failed.started_at) < timedelta(seconds=1)
    clock.now += 1
    watch(diary, "well")
    mended = runs()["turns"]
    assert (mended.outcome, mended.message, mended.failed_at) == ("ok", "well", at)


def test_a_run_is_dated_and_timed(clock: Clock) -> None:
    diary = Diary("a/1")
    with diary.watch("turns"):
        clock.now += 2.5
    clock.now += 3
    diary.write()
    run = runs()["turns"]
    assert run.seconds == 2.5
    age = cron.now() - run.started_at
    assert timedelta(seconds=5.4) < age < timedelta(seconds=60)


@transactional
def execute(statement: str) -> None:
    db.session.execute(text(statement))


def test_a_failure_that_cannot_be_written_is_not_forgotten(clock: Clock) -> None:
    diary = Diary("a/1")
    execute("ALTER TABLE duty_runs RENAME TO away")
    with pytest.raises(SQLAlchemyError):
        watch(diary, fails=True)
    execute("ALTER TABLE away RENAME TO duty_runs")
    watch(diary)
    run = runs()["turns"]
    assert run.outcome == "ok"
    assert run.failed_at is not None


def test_the_scheduler_writes_down_what_it_does(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def new_duties() -> list[Every]:
        return [
            Every(duties.RETRIES, lambda: None),
            Every(duties.TURNS, lambda: 3),
            Every(duties.CRON, partial(fail, "no luck")),
        ]

    monkeypatch.setattr(scheduler, "new_duties", new_duties)
    one, other = Scheduler(), Scheduler()
    other.holder = other.diary.holder = "another/1"
    for process in (one, other):
        process.tick(Every(duties.LEAD, process.seek_lead))
    found = runs()
    told = {name: (run.outcome, run.message) for name, run in found.items()}
    assert told == {
        "takeover": ("ok", ""),
        "lead": ("ok", ""),
        "retries": ("ok", ""),
        "turns": ("ok", "sent: 3"),
        "cron": ("failed", "ValueError: no luck"),
    }
    assert {run.holder for run in found.values()} == {one.holder}
    assert caplog.text.count("a duty failed") == 1


def test_the_scheduler_outlives_a_record_that_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done = []
    duty = Every(duties.TURNS, lambda: done.append(1))
    monkeypatch.setattr(scheduler, "new_duties", lambda: [duty])
    process = Scheduler()
    execute("DROP TABLE duty_runs")
    for _ in range(3):
        process.tick(Every(duties.LEAD, process.seek_lead))
        duty.last = float("-inf")
    assert len(done) == 3
    assert caplog.text.count("duty_runs") == 1


def test_every_duty_of_the_leader_is_on_the_page() -> None:
    named = [duty.duty for duty in scheduler.new_duties()]
    assert [duties.LEAD, *named] == list(duties.DUTIES)


def test_a_task_says_what_it_did(app: Flask) -> None:
    assert cleanup.delete_expired() == 0
    run = runs()["cleanup"]
    assert (run.outcome, run.message) == ("ok", "deleted: 0 scans, 0 other rows")
    assert run.holder == duties.this_process()


def test_a_task_that_is_stopped_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop() -> int:
        raise JobTimedOut("after 300 seconds")

    monkeypatch.setattr(sign_ins, "delete_expired", stop)
    with pytest.raises(JobTimedOut):
        cleanup.delete_expired()
    run = runs()["cleanup"]
    assert (run.outcome, run.message) == ("failed", "JobTimedOut: after 300 seconds")


def test_a_tasks_own_error_is_raised_where_no_record_is_possible(
    caplog: pytest.LogCaptureFixture,
) -> None:
    execute("DROP TABLE duty_runs")
    caplog.set_level(logging.WARNING)
    with pytest.raises(ValueError, match="odd"), duties.recorded("cleanup"):
        fail()
    assert "cleanup: its run could not be written down" in caplog.text
    with duties.recorded("cleanup"):
        pass  # and a run that went well stays one


@transactional
def lead(holder: str, seconds: float) -> None:
    until = cron.now() + timedelta(seconds=seconds)
    db.session.merge(LeaderLease(name="scheduler", holder=holder, until=until))


def test_what_is_late(clock: Clock) -> None:
    lead("a/1", 20)
    diary = Diary("a/1")
    for name in ("takeover", "retries", "turns", "cleanup"):
        with diary.watch(name):
            pass
    clock.now += 3 + 15 + 1
    diary.write()
    found = schedule.look()
    assert found.late == ["retries", "webhooks"]
    assert found.since is not None
    clock.now += 3 * 3600
    diary.pending = {"takeover": duties.Run("takeover", clock.now - 3600)}
    diary.written = float("-inf")
    diary.write()
    # A leader of an hour ago whose duties never ran: they should have.
    assert set(schedule.look().late) >= {"lead", "reconcile", "cron"}


def test_who_leads_is_not_who_led() -> None:
    diary = Diary("a/1")
    with diary.watch("takeover"):
        pass
    diary.write()
    lead("b/2", 20)
    found = schedule.look()
    assert found.leader is not None
    assert (found.leader.holder, found.since) == ("b/2", None)
    lead("b/2", -1)
    assert schedule.look().leader is None
