"""How Alembic meets the database: waits for it, and one process at a time."""

from __future__ import annotations

import fcntl
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from alembic import context
from click import ClickException
from flask import current_app
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.types import TypeEngine

from webapp import models  # noqa: F401 (fills the metadata)
from webapp.domain import var_folder
from webapp.extensions import Base, db
from webapp.models.clock import UtcDateTime
from webapp.services import schema
from webapp.services.current import settings

log = logging.getLogger("webapp.migrations")

#: Any number, the same in every process: which lock of PostgreSQL's is ours.
ADVISORY_LOCK = 720_516_001
TELL_SECONDS = 10.0
#: A change that itself brings the server down must not do so for ever.
TRIES = 5


def connect() -> Connection:
    """Wait for the database rather than die: processes start in any order."""
    told_at = float("-inf")
    while True:
        try:
            return db.engine.connect()
        except SQLAlchemyError as error:
            if time.monotonic() - told_at > TELL_SECONDS:
                told_at = time.monotonic()
                found = schema.failure(error)
                reason = str(error).splitlines()[0]
                if found is not schema.SchemaState.UNREACHABLE:
                    reason = schema.explain(found)
                log.warning("waiting for the database: %s", reason)
            time.sleep(0.5)


@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """Two web processes that start together upgrade one after the other."""
    if connection.dialect.name == "postgresql":
        # Of its own, so that it ends here: with it go the lock, also after an error,
        # and the missing bound. The app's bound would cut the wait and a long change.
        connection.detach()
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text(f"SELECT pg_advisory_lock({ADVISORY_LOCK})"))
        connection.commit()
        yield
        return
    if not os.access(schema.sqlite_file(), os.W_OK):
        raise ClickException(schema.explain(schema.SchemaState.UNUSABLE))
    with open_lock(settings().var_dir) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def open_lock(var_dir: Path) -> TextIO:
    try:
        return (var_dir / "upgrade.lock").open("w")
    except OSError as error:
        raise ClickException(var_folder.unusable(error, var_dir)) from error


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Our time type is spelled as the plain one: a migration imports nothing of us."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def compare_type(
    _context: object, _inspected: object, _meta: object, _got: object, ours: TypeEngine
) -> bool | None:
    return False if isinstance(ours, UtcDateTime) else None


def is_upgrade() -> bool:
    """Whether this is ``db upgrade`` to the newest: it names its goal as a text, ``db
    stamp`` as a tuple, and most commands have none."""
    return context.get_context().opts.get("destination_rev") == "head"


def run() -> None:
    """Begin again where the server went away meanwhile: it has kept nothing of it."""
    for left in reversed(range(TRIES)):
        try:
            run_once()
        except DBAPIError as error:
            if not (error.connection_invalidated and left):
                raise
            log.warning("the database went away during the upgrade: beginning again")
            time.sleep(1)
        else:
            return


def run_once() -> None:
    with connect() as connection, alone(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            render_item=render_item,
            compare_type=compare_type,
        )
        if is_upgrade() and schema.state() is schema.SchemaState.AHEAD:
            # As while machines are updated one by one: Alembic's error would end this
            # web process and, under honcho, everything that runs beside it.
            log.warning("%s", schema.SchemaState.AHEAD)
            return
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


if context.is_offline_mode():
    raise SystemExit("Run it against a database: flask --app webapp db upgrade")
with current_app.app_context():
    run()
