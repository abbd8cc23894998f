"""An alert on its way: to webhooks with the end of the run, by mail in a job."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from services.alerts.conftest import MakeSchedule, alerts, begin, end_well, run_well
from support.burst import work_off
from support.mailbox import Mailbox
from support.valkey import Valkey
from webapp import queues
from webapp.domain.queue_names import MAINTENANCE
from webapp.extensions import db
from webapp.models import AlertDigest, Schedule, User, WebhookDelivery
from webapp.services.alerts import asking, book
from webapp.services.alerts.book import Rules
from webapp.services.webhooks import endpoints
from webapp.services.webhooks.events import Event


@pytest.fixture
def environ(
    environ: dict[str, str], mailbox: Mailbox, valkey: Valkey
) -> dict[str, str]:
    smtp = f"smtp://127.0.0.1:{mailbox.port}"
    return environ | {"SMTP_URL": smtp, "REDIS_URL": valkey.url}


def told() -> list[dict[str, Any]]:
    db.session.rollback()
    mine = select(WebhookDelivery.body).where(WebhookDelivery.event == Event.ALERT)
    return [json.loads(body)["data"] for body in db.session.scalars(mine)]


def test_a_webhook_that_asks_for_it_is_told_once(
    schedule: Schedule, alice: User, bob: User
) -> None:
    endpoints.create(alice, "http://127.0.0.1:9/", [Event.ALERT])
    endpoints.create(alice, "http://127.0.0.1:9/other", [Event.FAILED])
    endpoints.create(bob, "http://127.0.0.1:9/", [Event.ALERT])
    run_well(schedule, 90)
    scan = run_well(schedule, 40)
    [data] = told()
    [raised] = alerts()
    assert data["alert_id"] == str(raised.id)
    assert data["schedule_id"] == str(schedule.id)
    assert (data["kind"], data["found"]) == ("score_fell", {"before": 90, "after": 40})
    assert (data["scan_id"], data["site_scan_id"]) == (scan.public_id, None)
    assert data["page"] == f"http://localhost:5000/scans/{scan.public_id}"
    book.choose(schedule, Rules(by_webhook=False))
    run_well(schedule, 10)
    assert (len(told()), len(alerts())) == (1, 2)


def test_a_job_mails_what_was_raised(
    app: Flask, schedule: Schedule, valkey: Valkey, mailbox: Mailbox
) -> None:
    run_well(schedule, 90)
    run_well(schedule, 40)
    assert asking.ask() == 1
    work_off(queues.get_queue(MAINTENANCE, valkey.client))
    [message] = mailbox.messages
    assert message["Subject"] == "1 alert: 127.0.0.1"
    assert "The score fell from 90 to 40." in message.get_content()
    assert asking.ask() == 0


def test_runs_that_end_at_once_share_one_digest(
    app: Flask,
    make_schedule: MakeSchedule,
    mailbox: Mailbox,
    run_in_threads: Callable[..., None],
) -> None:
    mine = [make_schedule() for _ in range(4)]
    for schedule in mine:
        run_well(schedule, 90)
    claims = [begin(schedule)[1] for schedule in mine]
    db.session.rollback()
    run_in_threads(end_well, claims)
    assert len(alerts()) == 4
    assert len(db.session.scalars(select(AlertDigest)).all()) == 1


@pytest.fixture
def run_in_threads(app: Flask) -> Callable[..., None]:
    """A function of each of these, all at the same moment."""

    def run(function: Callable[..., None], each: list[Any]) -> None:
        failures: list[BaseException] = []
        gate = threading.Barrier(len(each))

        def work(one: Any) -> None:
            with app.app_context():
                gate.wait(30)
                try:
                    function(one, 40)
                except BaseException as error:  # noqa: BLE001 (raised below)
                    failures.append(error)
                finally:
                    db.session.remove()

        threads = [threading.Thread(target=work, args=(one,)) for one in each]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert failures == []

    return run
