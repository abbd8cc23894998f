"""The migrations make exactly the tables that the models describe, on each database."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_migrate import check, upgrade

from config import load_settings
from support.postgres import Postgres
from webapp import create_app
from webapp.extensions import db
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


def test_a_newer_schema_is_told(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade()
        with db.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9'")
        assert schema.state() == SchemaState.AHEAD
        db.engine.dispose()
