"""The file of SQLite while somebody moves, removes or damages it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from config import load_settings
from support.stack import BIN, ROOT
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


def test_no_scan_is_accepted_while_the_file_is_gone(app: Flask) -> None:
    with app.app_context():
        upgrade()
        file = file_of(app)
    client = app.test_client()

    def submit() -> int:
        body = {"url": "http://127.0.0.1/", "force": True}
        return client.post("/api/v1/scans", json=body).status_code

    def move(source: Path, goal: Path) -> None:
        goal.mkdir(exist_ok=True)
        for path in source.glob(f"{file.name}*"):
            path.replace(goal / path.name)

    assert submit() == 202
    move(file.parent, file.parent / "away")
    assert submit() == 503
    assert client.get("/readyz").get_json()["checks"][0]["ok"] is False
    move(file.parent / "away", file.parent)
    assert submit() == 202
    with app.app_context():
        assert db.session.scalar(text("SELECT count(*) FROM scans")) == 2
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def damaged(app: Flask) -> Iterator[str]:
    """The path of a file that is no database."""
    with app.app_context():
        file = file_of(app)
    file.write_bytes(b"this is no database, whatever its name says" * 99)
    yield str(file)
    with app.app_context():
        db.engine.dispose()


def test_a_damaged_file_is_told_to_operators_by_name(app: Flask, damaged: str) -> None:
    with app.app_context():
        assert schema.state() == SchemaState.DAMAGED
    done = app.test_cli_runner().invoke(args=["doctor"])
    assert f"restore a copy of it, or move it away and begin anew ({damaged})" in (
        done.stdout
    )
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert "the SQLite file is damaged" in answer.text
    assert damaged not in answer.text


@pytest.mark.parametrize("words", [["list"], ["token", "alice@example.com"]])
def test_a_command_says_what_is_wrong_with_the_file(
    app: Flask, damaged: str, words: list[str]
) -> None:
    done = app.test_cli_runner().invoke(args=["users", *words])
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert done.stderr.startswith("Error: the SQLite file is damaged")
    assert damaged in done.stderr


def test_a_command_asks_for_the_upgrade_that_is_missing(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["users", "list"])
    assert done.exit_code == 1
    assert "db upgrade" in done.stderr


def test_a_command_leaves_all_of_it_in_the_file(environ: dict[str, str]) -> None:
    command = [str(BIN / "flask"), "--app", "webapp", "db", "upgrade"]
    subprocess.run(command, cwd=ROOT, env=os.environ | environ, check=True, timeout=60)
    names = {path.name for path in Path(environ["VAR_DIR"]).glob("*.sqlite*")}
    assert names == {"xenlixai.sqlite"}
