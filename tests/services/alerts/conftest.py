"""A schedule of Alice's, and runs of it that end as real ones do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import select

from support.mailbox import Mailbox
from webapp.domain.report import ReportBody
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import Alert, Scan, Schedule, User
from webapp.services import leases, outcomes
from webapp.services.leases import Claim
from webapp.services.schedules import book, running
from webapp.services.schedules.book import Wanted
from webapp.services.schedules.timing import Often, Timing

URL = "http://127.0.0.1/page"
DAILY = Timing(Often.DAILY, "UTC", hour=9)
MakeSchedule = Callable[..., Schedule]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    yield box
    box.close()


@pytest.fixture
def make_schedule(app_context: Flask, alice: User) -> MakeSchedule:
    def make(user: User = alice, **wanted: Any) -> Schedule:
        return book.create(user, Wanted(**{"url": URL, "timing": DAILY} | wanted))

    return make


@pytest.fixture
def schedule(make_schedule: MakeSchedule) -> Schedule:
    """Of a page, every day, with the usual rules."""
    return make_schedule()


def begin(schedule: Schedule) -> tuple[Scan, Claim]:
    db.session.rollback()
    [scan] = running.begin_now(schedule)
    claim = leases.claim(scan.id, None, "w/1")
    assert claim is not None
    return scan, claim


def run_well(schedule: Schedule, score: int = 90, **checks: str) -> Scan:
    """``title__missing="fail"``: what this check said. It may be a run that is anew."""
    scan, claim = begin(schedule)
    end_well(claim, score, **checks)
    return scan


def end_well(claim: Claim, score: int = 90, **checks: str) -> None:
    audits = [
        {"id": name.replace("__", ".").replace("_", "-"), "outcome": outcome}
        for name, outcome in checks.items()
    ]
    page = {"title": "A page"}
    body = {"final_url": URL, "score": score, "page": page, "audits": audits}
    outcomes.record_teaser(claim, cast("ReportBody", body))
    outcomes.record_full(claim, cast("ReportBody", body))


def run_badly(schedule: Schedule, code: str = "timeout", said: str = "Slow.") -> Scan:
    scan, claim = begin(schedule)
    outcomes.record_error(claim, ScanStatus.ERROR_CRAWL, code, said)
    return scan


def alerts() -> list[Alert]:
    db.session.rollback()
    chosen = select(Alert).order_by(Alert.created_at, Alert.kind)
    return list(db.session.scalars(chosen.execution_options(populate_existing=True)))


def kinds() -> list[str]:
    return [alert.kind for alert in alerts()]
