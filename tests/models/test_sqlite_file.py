"""The file of SQLite while somebody moves, removes or damages it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from config import load_settings
from webapp import create_app
from webapp.extensions import db
from webapp.services import schema
from webapp.services.schema import SchemaState


@pytest.fixture
def app(environ: dict[str, str]) -> Flask:
    return create_app(load_settings(environ))


def file_of(app: Flask) -> Path:
    return Path(db.engine.url.database or "")


def test_a_file_that_was_removed_is_noticed(app: Flask) -> None:
    """Else scans would be accepted into a file that nobody finds again."""
    with app.app_context():
        upgrade()
        assert schema.state() == SchemaState.READY
        for path in file_of(app).parent.glob("xenlixai.sqlite*"):
            path.unlink()
        with pytest.raises(OperationalError, match="no such table"):
            db.session.execute(text("SELECT 1 FROM scans"))
        db.session.rollback()
        assert schema.state() == SchemaState.BEHIND
        db.session.remove()
        db.engine.dispose()


def test_a_damaged_file_is_told_as_one(app: Flask) -> None:
    with app.app_context():
        file_of(app).write_bytes(b"this is no database, whatever its name says" * 99)
        assert schema.state() == SchemaState.DAMAGED
        assert "restore" in str(SchemaState.DAMAGED)
        db.engine.dispose()
