"""The migrations make exactly the tables that the models describe, on each database."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import column, event, insert, inspect, select, table
from sqlalchemy.exc import ProgrammingError

from config import load_settings
from support.postgres import Postgres
from webapp import create_app
from webapp.extensions import db
from webapp.models import Schedule, ScheduleRun, SiteScan, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import schema
from webapp.services.schema import SchemaState


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_app(request: pytest.FixtureRequest, environ: dict[str, str]) -> Flask:
    if request.param == "postgresql":
        postgres: Postgres = request.getfixturevalue("postgres")
        environ["DATABASE_URL"] = postgres.new_database()
    return create_app(load_settings(environ))


def test_an_upgrade_makes_what_the_models_say(empty_app: Flask) -> None:
    with empty_app.app_context():
        assert schema.state() == SchemaState.BEHIND
        upgrade()
        assert schema.state() == SchemaState.READY
        check()
        upgrade()
        db.engine.dispose()


def test_sites_that_are_there_are_renamed(empty_app: Flask) -> None:
    urls = ("https://www.example.com/", "http://[::1]:8080/", "http://a.org:80/")
    with empty_app.app_context():
        upgrade(revision="0011")
        insert_sites(urls)
        upgrade()
        rows = db.session.execute(select(SiteScan.start_url, SiteScan.host))
        named = {row.start_url: row.host for row in rows}
        assert [named[url] for url in urls] == ["example.com", "[::1]:8080", "a.org"]
        db.session.remove()
        db.engine.dispose()


def insert_user() -> uuid.UUID:
    """With the columns that every revision has."""
    user_id = uuid.uuid4()
    values = {
        "id": user_id,
        "email": f"{user_id}@example.com",
        "password_hash": "-",
        "is_operator": False,
        "is_disabled": False,
        "created_at": db_now(),
    }
    of_now = User.__table__.c
    users = table("users", *(column(name, of_now[name].type) for name in values))
    db.session.execute(insert(users).values(values))
    return user_id


@transactional
def insert_sites(urls: tuple[str, ...]) -> None:
    user_id = insert_user()
    for url in urls:
        site = SiteScan(user_id=user_id, start_url=url, host="old", plan={})
        site.robots, site.created_at = {}, db_now()
        db.session.add(site)


def test_the_last_runs_that_are_known_are_kept(empty_app: Flask) -> None:
    last, good = uuid.uuid4(), uuid.uuid4()
    with empty_app.app_context():
        upgrade(revision="0012")
        failed = insert_schedule(last_scan_id=last, good_scan_id=good)
        ready = insert_schedule(last_scan_id=last, good_scan_id=last)
        first = insert_schedule(last_scan_id=last)
        never = insert_schedule()
        upgrade()
        rows = db.session.scalars(select(ScheduleRun)).all()
        told = {run.schedule_id: (run.scan_id, run.before_scan_id) for run in rows}
        assert told == {
            failed: (last, good),
            ready: (last, None),
            first: (last, None),
        }
        assert len(rows) == 3
        assert {run.created_at for run in rows} == {BEGUN}
        empty = {(run.reason, run.planned_at, run.error_code) for run in rows}
        assert empty == {(None, None, None)}
        db.session.remove()
        downgrade(revision="0012")
        assert "schedule_runs" not in inspect(db.engine).get_table_names()
        kept = dict(map(tuple, db.session.execute(LAST_RUNS)))
        assert kept == {**dict.fromkeys((failed, ready, first), BEGUN), never: None}
        db.session.remove()
        db.engine.dispose()


BEGUN = datetime(2026, 3, 29, 1, 5, tzinfo=UTC)
LAST_RUNS = select(Schedule.id, Schedule.last_at)


@transactional
def insert_schedule(**columns: uuid.UUID) -> uuid.UUID:
    told = {"target": "page", "url": "https://example.com/", "kind": "daily"}
    schedule = Schedule(
        user_id=insert_user(), expression="0 6 * * *", zone="UTC", **told
    )
    schedule.created_at = BEGUN
    schedule.last_at = BEGUN if columns else None
    for name, value in columns.items():
        setattr(schedule, name, value)
    db.session.add(schedule)
    db.session.flush()
    return schedule.id


@pytest.fixture
def newer_app(empty_app: Flask) -> Iterator[Flask]:
    """The schema was upgraded by a later release than this code."""
    with empty_app.app_context():
        upgrade()
        with db.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9'")
        db.engine.dispose()
    yield empty_app
    with empty_app.app_context():
        db.engine.dispose()


def test_a_newer_schema_is_told(newer_app: Flask) -> None:
    with newer_app.app_context():
        assert schema.state() == SchemaState.AHEAD


def test_an_upgrade_leaves_a_newer_schema_alone(
    newer_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    done = newer_app.test_cli_runner().invoke(args=["db", "upgrade"])

    assert done.exit_code == 0, done.output
    assert str(SchemaState.AHEAD) in caplog.text
    with newer_app.app_context():
        assert schema.state() == SchemaState.AHEAD


@pytest.mark.parametrize("command", ["downgrade", "stamp", "current"])
def test_every_other_command_says_that_it_is_lost(
    newer_app: Flask, command: str
) -> None:
    done = newer_app.test_cli_runner().invoke(args=["db", command])
    assert done.exit_code == 1


class TestOnPostgresql:
    @pytest.fixture
    def url(self, environ: dict[str, str], postgres: Postgres) -> str:
        environ["DATABASE_URL"] = postgres.new_database()
        return environ["DATABASE_URL"]

    @pytest.fixture
    def app(self, environ: dict[str, str], url: str) -> Iterator[Flask]:
        """Its statements may take 0.2 s rather than 30."""
        app = create_app(load_settings(environ))

        def limit(connection: psycopg.Connection, _: object) -> None:
            connection.execute("SET statement_timeout = 200")
            connection.commit()

        with app.app_context():
            event.listen(db.engine, "connect", limit)
            yield app
            db.engine.dispose()

    def test_an_upgrade_waits_for_another_as_long_as_it_takes(
        self, app: Flask, url: str
    ) -> None:
        other = psycopg.connect(url, autocommit=True)
        other.execute("SELECT pg_advisory_lock(720516001)")
        ended = threading.Timer(1.0, other.close)
        ended.start()

        upgrade()

        ended.join()
        assert schema.state() == SchemaState.READY

    def test_an_upgrade_whose_server_goes_away_begins_again(
        self, app: Flask, url: str
    ) -> None:
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

    def test_an_upgrade_that_fails_says_why(self, app: Flask, url: str) -> None:
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
