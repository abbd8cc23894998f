"""What a mail says, whatever others wrote; without a mail server there is none."""

from __future__ import annotations

import uuid
from email.policy import SMTP
from typing import Any

from sqlalchemy import select, update

from services.alerts.conftest import MakeSchedule, alerts, run_well
from webapp.extensions import db
from webapp.models import Alert, AlertDigest, Schedule
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import mail
from webapp.services.alerts import asking, mails, raising
from webapp.services.alerts.news import Kind

EVIL = "x\r\nBcc: eve@example.com\r\n\r\n<b>Hello</b>\u2028\u202e"
OWN = "http://localhost:5000"


def alert(schedule: Schedule, kind: Kind, found: dict[str, Any], **parts: Any) -> Alert:
    told = {
        "is_of_site": True,
        "url": schedule.url,
        "scan": "abc",
        "before": "def",
        "found": found,
    }
    return Alert(
        id=uuid.uuid4(), schedule_id=schedule.id, kind=kind, parts=told | parts
    )


def test_the_whole_of_a_mail(make_schedule: MakeSchedule) -> None:
    shop = make_schedule(url="https://shop.example/", name="The shop")
    page = make_schedule(url="https://example.com/page")
    check = {"id": "a.b", "title": "No title", "severity": "serious", "pages": 3}
    gone = {"url": "https://shop.example/a", "reason": "http_404"}
    told = mails.compose(
        [
            alert(shop, Kind.CHECKS, {"number": 2, "checks": [check]}),
            alert(page, Kind.SCORE, {"before": 9, "after": 3}, is_of_site=False),
            alert(shop, Kind.PAGES, {"number": 1, "pages": [gone]}),
        ]
    )
    assert told.subject == "3 alerts: shop.example and 1 other site"
    assert (
        told.text
        == f"""\
The shop: https://shop.example/
- 2 checks newly fail.
    No title (serious) on 3 pages
    and 1 more
  {OWN}/sites/abc/compare/def
- 1 page of the run before is gone.
    https://shop.example/a: HTTP 404 Not Found
  {OWN}/sites/abc/compare/def
Its schedule: {OWN}/schedules/{shop.id}

https://example.com/page
- The score fell from 9 to 3.
  {OWN}/scans/compare?id=def&id=abc
Its schedule: {OWN}/schedules/{page.id}

You get at most one such mail an hour. What is told of a schedule, and whether by mail,
you choose on the schedule's page.
"""
    )


def test_what_others_wrote_stays_in_its_line(schedule: Schedule) -> None:
    """No address gate stands before these rows, as if each had a hole."""
    transactional(setattr)(schedule, "name", EVIL)
    pages = {"number": 1, "pages": [{"url": EVIL, "reason": EVIL}]}
    told = mails.compose(
        [
            alert(schedule, Kind.PAGES, pages, url=f"https://{EVIL}/"),
            alert(schedule, Kind.FAILURES, {"code": EVIL, "message": EVIL}),
        ]
    )
    message = mail.compose("us@example.com", "a@example.com", *vars(told).values())
    head, _, body = message.as_bytes(policy=SMTP).partition(b"\r\n\r\n")
    assert message["Subject"].startswith("2 alerts: ")
    assert set(message) == {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    assert b"\nBcc" not in head
    assert b"\nBcc" not in body
    assert not any(line.startswith(("Bcc", "<b>")) for line in told.text.splitlines())
    assert "\u202e" not in told.text


def test_of_very_many_the_others_are_counted(schedule: Schedule) -> None:
    fallen = {"before": 9, "after": 3}
    told = mails.compose([alert(schedule, Kind.SCORE, fallen) for _ in range(60)])
    assert told.subject == "60 alerts: 127.0.0.1"
    assert told.text.count("The score fell") == mails.SHOWN
    assert f"And 10 more: {OWN}/schedules" in told.text


def test_a_host_of_any_writing_is_a_plain_subject(make_schedule: MakeSchedule) -> None:
    schedule = make_schedule(url="https://bücher.example/ü\u00a0")
    subject = mails.compose([alert(schedule, Kind.SCORE, {"before": 2, "after": 1})])
    assert subject.subject == "1 alert: xn--bcher-kva.example"


def test_without_a_mail_server_nothing_waits_for_one(
    schedule: Schedule,
) -> None:
    run_well(schedule, 90)
    run_well(schedule, 50)
    [raised] = alerts()
    assert (raised.by_mail, db.session.scalars(select(AlertDigest)).all()) == (
        False,
        [],
    )
    assert asking.ask() == 0


def test_old_ones_are_forgotten(schedule: Schedule) -> None:
    for score in (90, 50, 10):
        run_well(schedule, score)
    old = update(Alert).where(Alert.parts["found"]["after"].as_integer() == 50)
    aged = old.values(created_at=db_now(-raising.KEPT_SECONDS - 60))
    transactional(lambda: db.session.execute(aged))()
    assert len(alerts()) == 2
    run_well(schedule, 2)
    assert [found.parts["found"]["after"] for found in alerts()] == [10, 2]
