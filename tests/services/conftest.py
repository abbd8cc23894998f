"""Tests of services run on both databases."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from webapp.extensions import db
from webapp.models import Scan, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import small_steps


@pytest.fixture(autouse=True)
def each_database(on_both_databases: None) -> None:
    """Every test here runs on SQLite and on PostgreSQL."""


@pytest.fixture
def make_scan(app_context: Flask) -> Callable[..., Scan]:
    """``make_scan(status=…)``: a committed row, by default a visitor's that waits."""

    @transactional
    def make(**columns: Any) -> Scan:
        values = {
            "url": "http://127.0.0.1/",
            "queue": "xenlixai_queue",
            "created_at": db_now(-60),
            "enqueued_at": db_now(-60),
            **columns,
        }
        scan = Scan(**values)
        db.session.add(scan)
        db.session.flush()
        db.session.refresh(scan)
        return scan

    return make


@pytest.fixture
def make_owner(app_context: Flask) -> Callable[[], uuid.UUID]:
    @transactional
    def make() -> uuid.UUID:
        user = User(email=f"{uuid.uuid4().hex}@example.com", password_hash="-")
        db.session.add(user)
        db.session.flush()
        return user.id

    return make


@pytest.fixture
def no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for an account of very many pages: the request deletes none of them."""
    monkeypatch.setattr(small_steps, "REQUEST_SECONDS", 0)
