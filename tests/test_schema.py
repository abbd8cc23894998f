"""The migrations make exactly the tables that the models describe, on each database."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import column, insert, inspect, select, table, update

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


def test_what_is_left_of_deleted_accounts_goes_with_a_downgrade(
    empty_app: Flask,
) -> None:
    """A version that does not know of them would take them for accounts."""
    with empty_app.app_context():
        upgrade()
        kept = insert_a_user_and_a_deleted_one()
        db.session.remove()
        downgrade(revision="0013")
        assert list(db.session.scalars(select(User.id))) == [kept]
        db.session.remove()
        db.engine.dispose()


@transactional
def insert_a_user_and_a_deleted_one() -> uuid.UUID:
    kept, gone = insert_user(), insert_user()
    left = update(User).where(User.id == gone).values(deleted_at=db_now())
    db.session.execute(left)
    return kept


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
