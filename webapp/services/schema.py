"""Whether the database is there and its schema is the one this code was written for."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from enum import StrEnum
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from webapp.extensions import db

log = logging.getLogger(__name__)

#: Seconds between two looks, and between two messages about the same state.
WAIT_SECONDS = 0.5
TELL_SECONDS = 10.0
GRACE_SECONDS = 3.0


class SchemaState(StrEnum):
    """What was found; the value is the sentence that people read."""

    READY = "the schema is up to date"
    BEHIND = "the schema is behind this code: run `flask --app webapp db upgrade`"
    AHEAD = "the schema is newer than this code: update the code"
    DAMAGED = (
        "the SQLite file is damaged: restore a copy of it, or move it away and begin "
        "anew"
    )
    UNUSABLE = (
        "the SQLite file cannot be opened or written to: give it and its folder to the "
        "user that runs XenlixAI"
    )
    UNREACHABLE = "the database cannot be reached: check DATABASE_URL and the server"


SQLITE_FAILURES = {
    sqlite3.SQLITE_CORRUPT: SchemaState.DAMAGED,
    sqlite3.SQLITE_NOTADB: SchemaState.DAMAGED,
    sqlite3.SQLITE_CANTOPEN: SchemaState.UNUSABLE,
    sqlite3.SQLITE_READONLY: SchemaState.UNUSABLE,
    sqlite3.SQLITE_PERM: SchemaState.UNUSABLE,
}


def state() -> SchemaState:
    """Compare the database's revision with the newest that this code knows."""
    scripts = ScriptDirectory(str(Path(current_app.root_path).parent / "migrations"))
    try:
        with db.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        return failure(error)
    if db.engine.dialect.name == "sqlite" and not os.access(sqlite_file(), os.W_OK):
        return SchemaState.UNUSABLE  # it can be read, and no scan would be accepted
    if current == scripts.get_current_head():
        return SchemaState.READY
    known = {script.revision for script in scripts.walk_revisions()}
    is_behind = current is None or current in known
    return SchemaState.BEHIND if is_behind else SchemaState.AHEAD


def failure(error: SQLAlchemyError) -> SchemaState:
    """What an error says of the database. https://www.sqlite.org/rescode.html"""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0) & 0xFF
    return SQLITE_FAILURES.get(code, SchemaState.UNREACHABLE)


def sqlite_file() -> str:
    return str(db.engine.url.database)


def explain(found: SchemaState) -> str:
    """The sentence for operators: it names the file, which the world is not told."""
    if found in SQLITE_FAILURES.values():
        return f"{found} ({sqlite_file()})"
    return str(found)


def wait_until_ready() -> None:
    """Wait for the database and its schema; a newer schema gets a warning only."""
    # At a fresh start the web process is about to upgrade it: no word for that.
    told_at = time.monotonic() - TELL_SECONDS + GRACE_SECONDS
    while (found := state()) not in (SchemaState.READY, SchemaState.AHEAD):
        if time.monotonic() - told_at > TELL_SECONDS:
            log.warning("waiting: %s", explain(found))
            told_at = time.monotonic()
        time.sleep(WAIT_SECONDS)
    if found == SchemaState.AHEAD:
        log.warning("%s", found)


def close_database() -> None:
    """End this thread's session and close every pooled connection."""
    db.session.remove()
    db.engine.dispose()
