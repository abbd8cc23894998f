"""Alerts by mail, over a real mail server: gathered, not lost, and nobody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from redis.exceptions import RedisError
from sqlalchemy import select, update

from services.alerts.conftest import MakeSchedule, alerts, run_well
from support.mailbox import Mailbox
from support.stack import free_port
from support.valkey import Valkey
from webapp import queues
from webapp.domain.queue_names import MAINTENANCE
from webapp.extensions import db
from webapp.models import AlertDigest, Schedule, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import mail
from webapp.services.alerts import asking, book, digests
from webapp.services.alerts.book import Rules
from webapp.services.schedules import book as schedules


@pytest.fixture
def environ(
    environ: dict[str, str], mailbox: Mailbox, valkey: Valkey
) -> dict[str, str]:
    smtp = f"smtp://127.0.0.1:{mailbox.port}"
    return environ | {"SMTP_URL": smtp, "REDIS_URL": valkey.url}


class Scores:
    """``fall(schedule)``: one more alert."""

    def __init__(self) -> None:
        self.score = 100

    def fall(self, schedule: Schedule) -> None:
        self.score -= 1
        run_well(schedule, self.score)


@pytest.fixture
def scores(schedule: Schedule) -> Scores:
    book.choose(schedule, Rules(fall=1))
    scores = Scores()
    scores.fall(schedule)  # the first run
    return scores


@transactional
def change(**values: object) -> None:
    db.session.execute(update(AlertDigest).values(values))


def digest() -> AlertDigest:
    chosen = select(AlertDigest).execution_options(populate_existing=True)
    return db.session.scalars(chosen).one()


def due() -> list[object]:
    db.session.rollback()
    return list(asking.find_due())


def test_thirty_within_an_hour_are_two_mails(
    schedule: Schedule, scores: Scores, mailbox: Mailbox, alice: User
) -> None:
    for number in range(30):
        scores.fall(schedule)
        if alice.id in due():
            assert number == 0
            assert digests.deliver(alice.id) == "mailed: 1 alerts"
    assert digests.deliver(alice.id).startswith("skipped")
    row = digest()
    assert row.due_at == row.not_before
    assert row.due_at is not None
    change(due_at=db_now(-1), not_before=db_now(-1))  # the hour is over
    assert due() == [alice.id]
    assert digests.deliver(alice.id) == "mailed: 29 alerts"
    assert due() == []
    subjects = [message["Subject"] for message in mailbox.messages]
    assert subjects == ["1 alert: 127.0.0.1", "29 alerts: 127.0.0.1"]
    assert {message["To"] for message in mailbox.messages} == {"alice@example.com"}
    assert all(alert.told_at for alert in alerts())


def test_the_rest_is_an_hour(schedule: Schedule, scores: Scores, alice: User) -> None:
    scores.fall(schedule)
    digests.deliver(alice.id)
    told_at = alerts()[0].told_at
    assert told_at is not None
    row = digest()
    assert row.not_before is not None
    rest = row.not_before - told_at
    assert timedelta(minutes=59) < rest < timedelta(minutes=61)
    assert (row.due_at, row.lease_until, row.lease_holder) == (None, None, None)
    change(not_before=db_now(-1))
    scores.fall(schedule)
    assert due() == [alice.id], "after a quiet hour at once"


def test_a_server_that_is_away_loses_nothing(
    app: Flask, schedule: Schedule, scores: Scores, mailbox: Mailbox, alice: User
) -> None:
    settings = app.extensions["settings"]
    nobody = replace(settings.mail_server, port=free_port())
    app.extensions["settings"] = replace(settings, mail_server=nobody)
    scores.fall(schedule)
    assert digests.deliver(alice.id) == "not taken; it is tried again"
    assert due() == []
    scores.fall(schedule)
    app.extensions["settings"] = settings
    mailbox.refusal = "451 later"
    change(due_at=db_now(-1))
    assert digests.deliver(alice.id) == "not taken; it is tried again"
    mailbox.refusal = ""
    change(due_at=db_now(-1))
    assert digests.deliver(alice.id) == "mailed: 2 alerts"
    assert len(mailbox.messages) == 1


def test_a_mailbox_that_is_not_there_waits_for_the_next_alert(
    schedule: Schedule, scores: Scores, mailbox: Mailbox, alice: User
) -> None:
    mailbox.unknown = {"alice@example.com"}
    scores.fall(schedule)
    assert digests.deliver(alice.id) == "not taken"
    assert digest().due_at is None
    mailbox.unknown = set()
    scores.fall(schedule)
    assert due() == [], "and for the end of the rest"
    change(due_at=db_now(-1))
    assert digests.deliver(alice.id) == "mailed: 2 alerts"


def test_a_job_that_dies_is_done_again(
    schedule: Schedule,
    scores: Scores,
    mailbox: Mailbox,
    alice: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Killed(BaseException):
        pass

    real = mail.send

    def die(*told: str) -> None:
        real(*told)
        raise Killed

    scores.fall(schedule)
    with monkeypatch.context() as patch:
        patch.setattr(mail, "send", die)
        with pytest.raises(Killed):
            digests.deliver(alice.id)
    assert alerts()[0].told_at is None
    assert due() == [], "its lease holds still"
    assert digests.deliver(alice.id).startswith("skipped")
    change(lease_until=db_now(-1))
    assert due() == [alice.id]
    assert digests.deliver(alice.id) == "mailed: 1 alerts"
    assert len(mailbox.messages) == 2


def test_what_is_raised_while_a_mail_is_sent_is_in_the_next(
    schedule: Schedule,
    scores: Scores,
    mailbox: Mailbox,
    alice: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = mail.send

    def send(*told: str) -> None:
        real(*told)
        scores.fall(schedule)

    scores.fall(schedule)
    monkeypatch.setattr(mail, "send", send)
    assert digests.deliver(alice.id) == "mailed: 1 alerts"
    assert [alert.told_at is None for alert in alerts()] == [False, True]
    row = digest()
    assert row.due_at == row.not_before
    assert row.due_at is not None


def test_who_wants_no_mail_or_is_gone_gets_none(
    schedule: Schedule, scores: Scores, mailbox: Mailbox, alice: User
) -> None:
    book.choose(schedule, Rules(fall=1, by_mail=False))
    scores.fall(schedule)
    assert due() == []
    book.choose(schedule, Rules(fall=1))
    scores.fall(schedule)
    transactional(setattr)(db.session.get_one(User, alice.id), "is_disabled", True)
    assert due() == []
    assert digests.deliver(alice.id).startswith("skipped")
    transactional(setattr)(db.session.get_one(User, alice.id), "is_disabled", False)
    schedules.remove(schedule)
    assert digests.deliver(alice.id) == "nothing to tell any more"
    assert due() == []
    assert mailbox.messages == []


def test_the_leader_asks_once_and_for_each_user(
    make_schedule: MakeSchedule,
    schedule: Schedule,
    scores: Scores,
    valkey: Valkey,
    bob: User,
) -> None:
    others = make_schedule(bob)
    assert asking.ask() == 0
    run_well(others, 90)
    run_well(others, 10)
    scores.fall(schedule)
    assert [asking.ask(), asking.ask()] == [2, 0]
    change(asked_until=db_now(-1))
    assert asking.ask() == 0, "its job waits still"
    waiting = queues.get_queue(MAINTENANCE, valkey.client).job_ids
    assert waiting == [f"alerts-{bob.id}", f"alerts-{schedule.user_id}"]
    valkey.kill()
    with pytest.raises(RedisError):
        asking.ask()
