"""Schedules of Alice's, and a way to make their time come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from webapp.extensions import db
from webapp.models import Schedule, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.schedules import book
from webapp.services.schedules.book import Wanted
from webapp.services.schedules.timing import Often, Timing

URL = "http://127.0.0.1/page"
DAILY = Timing(Often.DAILY, "Europe/Berlin", hour=9)


@pytest.fixture
def make_schedule(app_context: Flask, alice: User) -> Callable[..., Schedule]:
    """By default a page's, every day."""

    def make(user: User = alice, **wanted: Any) -> Schedule:
        return book.create(user, Wanted(**{"url": URL, "timing": DAILY} | wanted))

    return make


@transactional
def make_due(seconds: float = 60) -> None:
    """Every schedule that is not paused, since so long."""
    waiting = update(Schedule).where(Schedule.next_at.is_not(None))
    db.session.execute(waiting.values(next_at=db_now(-seconds)))


@transactional
def change(model: type[Any], **values: object) -> None:
    db.session.execute(update(model).values(values))


def only_schedule() -> Schedule:
    chosen = select(Schedule).execution_options(populate_existing=True)
    return db.session.scalars(chosen).one()
