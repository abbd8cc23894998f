"""Alice has a schedule."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import sign_in
from webapp.models import User
from webapp.services.schedules import book
from webapp.services.schedules.book import Wanted
from webapp.services.schedules.timing import Often, Timing

#: The gate lets no markup through; this is as odd as it gets.
URL = "http://127.0.0.1/?onerror='&key=javascript:alert(1)"
EVIL = "<img src=x onerror=alert(1)>'\"{{7*7}}"
WEEKLY = Timing(Often.WEEKLY, "Australia/Lord_Howe", minute=5, hour=7, weekday=5)


@pytest.fixture
def alices(client: FlaskClient, alice: User) -> FlaskClient:
    sign_in(client, alice)
    return client


@pytest.fixture
def path(app: Flask, alice: User) -> str:
    """The page of a schedule of Alice's."""
    with app.app_context():
        return f"/schedules/{book.create(alice, Wanted(URL, WEEKLY, EVIL)).id}"
