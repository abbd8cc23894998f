"""How connections to the database are made and given back, and how soon a lost one is
noticed."""

from __future__ import annotations

import atexit
import logging
import weakref
from typing import Any

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from webapp.extensions import db

log = logging.getLogger(__name__)

#: As many connections as one web process has threads stay open.
WEB_THREADS = 20
#: For libpq: packets that nobody acknowledges end a connection after some seconds. Its
#: own bounds are the system's, a quarter of an hour and more.
#: https://www.postgresql.org/docs/current/libpq-connect.html
CLIENT_BOUNDS: dict[str, Any] = {
    "connect_timeout": 3,
    "tcp_user_timeout": 3000,  # milliseconds; a slow server acknowledges all the same
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
#: For the server's end: the session of a host that vanished keeps its locks else.
SERVER_BOUNDS = {
    # The web process hangs up after 30 s: what takes long must be told before.
    "statement_timeout": 15000,
    "tcp_user_timeout": 10000,
    "tcp_keepalives_idle": 10,
    "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 3,
}


def engine_options(*, is_sqlite: bool) -> dict[str, Any]:
    """What SQLAlchemy's engine is made with."""
    # No thread waits for another's connection, and none is closed for want of room.
    # Values stay out of errors: they may be a page's text or somebody's address.
    options: dict[str, Any] = {
        "pool_pre_ping": True,
        "pool_size": WEB_THREADS,
        "max_overflow": -1,
        "hide_parameters": True,
    }
    if not is_sqlite:
        bounds = (f"-c {name}={value}" for name, value in SERVER_BOUNDS.items())
        options["connect_args"] = {**CLIENT_BOUNDS, "options": " ".join(bounds)}
    return options


def close_at_exit(engine: Engine) -> None:
    """Leave in good order: SQLite's last connection takes what its write-ahead log
    holds into the file. https://www.sqlite.org/wal.html (Ending The WAL)"""
    known = weakref.ref(engine)

    def close() -> None:
        if (engine := known()) is not None:
            engine.dispose()

    atexit.register(close)


def give_back_at_end(app: Flask) -> None:
    """End each context's session before Flask-SQLAlchemy does. What was to be kept is
    committed by then: where the connection is lost at that moment, the answer that is
    ready must not become an error. To be called after ``db.init_app``."""

    @app.teardown_appcontext
    def give_back(_: BaseException | None) -> None:
        try:
            db.session.remove()
        except DBAPIError as error:
            text = "database: a connection was lost after its work was done: %s"
            log.warning(text, error.orig)
            db.session.registry.clear()
