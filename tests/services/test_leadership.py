"""One leader at a time, and another when it is gone."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from webapp.extensions import db
from webapp.models import LeaderLease
from webapp.services import health, leadership

pytestmark = pytest.mark.usefixtures("app_context")


def test_the_first_leads_and_stays(app: Flask) -> None:
    assert leadership.lead("a")
    assert not leadership.lead("b")
    assert leadership.lead("a")


def test_who_resigns_is_followed_at_once() -> None:
    leadership.lead("a")
    leadership.resign("b")
    assert not leadership.lead("b")
    leadership.resign("a")
    assert leadership.lead("b")
    assert not leadership.lead("a")


def test_whether_anybody_leads() -> None:
    assert not leadership.is_led()
    leadership.lead("a")
    assert leadership.is_led()
    assert health.check_scheduler().is_ok
    leadership.resign("a")
    assert not leadership.is_led()
    told = health.check_scheduler()
    assert told.is_ok is None
    assert "flask --app webapp scheduler" in told.text


def test_who_is_silent_is_followed_when_the_lease_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(leadership, "LEASE_SECONDS", -1)
    assert leadership.lead("a")
    monkeypatch.undo()
    assert leadership.lead("b")
    assert db.session.scalars(select(LeaderLease.holder)).all() == ["b"]
