"""Upgrades of a PostgreSQL that others use, or that goes away meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event
from sqlalchemy.exc import ProgrammingError

from config import load_settings
from support.postgres import Postgres
from webapp import create_app
from webapp.extensions import db
from webapp.services import schema
from webapp.services.schema import SchemaState


@pytest.fixture
def url(environ: dict[str, str], postgres: Postgres) -> str:
    environ["DATABASE_URL"] = postgres.new_database()
    return environ["DATABASE_URL"]


@pytest.fixture
def app(environ: dict[str, str], url: str) -> Iterator[Flask]:
    """Its statements may take 0.2 s rather than 30."""
    app = create_app(load_settings(environ))

    def limit(connection: psycopg.Connection, _: object) -> None:
        connection.execute("SET statement_timeout = 200")
        connection.commit()

    with app.app_context():
        event.listen(db.engine, "connect", limit)
        yield app
        db.engine.dispose()


def test_an_upgrade_waits_for_another_as_long_as_it_takes(app: Flask, url: str) -> None:
    other = psycopg.connect(url, autocommit=True)
    other.execute("SELECT pg_advisory_lock(720516001)")
    ended = threading.Timer(1.0, other.close)
    ended.start()

    upgrade()

    ended.join()
    assert schema.state() == SchemaState.READY


def test_an_upgrade_whose_server_goes_away_begins_again(app: Flask, url: str) -> None:
    other = psycopg.connect(url, autocommit=True)
    other.execute("SELECT pg_advisory_lock(720516001)")

    def cut_off() -> None:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
            "wait_event = 'advisory' AND datname = current_database()"
        )
        other.close()

    cutting = threading.Timer(1.0, cut_off)
    cutting.start()

    upgrade()

    cutting.join()
    assert schema.state() == SchemaState.READY


def test_an_upgrade_that_fails_says_why(app: Flask, url: str) -> None:
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("CREATE TABLE scans (id integer)")

        with pytest.raises(ProgrammingError, match='"scans" already exists'):
            upgrade()

        # The server needs a moment to see that the connection is closed.
        other.execute("SET statement_timeout = '10s'")
        other.execute("SELECT pg_advisory_lock(720516001)")
        limit = app_limit()
        assert limit == "200ms", "the app's own bound is back"


def app_limit() -> str:
    with db.engine.connect() as connection:
        return str(connection.exec_driver_sql("SHOW statement_timeout").scalar())
