"""Transactions: who may write, how SQLite begins, what is tried again.

SQLite: a transaction that reads and then writes fails at once when another wrote in
between (SQLITE_BUSY_SNAPSHOT, which busy_timeout does not cover), so one that will
write begins with BEGIN IMMEDIATE. https://www.sqlite.org/isolation.html
PostgreSQL: serialization failures and deadlocks (40001, 40P01) are tried again.
https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html
"""

from __future__ import annotations

import functools
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, event, inspect
from sqlalchemy.exc import DBAPIError, DisconnectionError, InvalidRequestError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.exc import ObjectDeletedError

from webapp.extensions import db

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 4
TURN_SECONDS = 10
RETRYABLE_SQLSTATES = frozenset({"40001", "40P01"})


def transactional(function: Callable[P, R]) -> Callable[P, R]:
    """Run a service function as one writing transaction; nested calls join it.

    The function may run more than once, so it touches the database alone: whatever it
    must tell Redis or the network goes after the call.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if db.session.info.get("writing"):
            return function(*args, **kwargs)
        for attempt in range(1, TRIES + 1):
            try:
                return _run_once(function, *args, **kwargs)
            except DBAPIError as error:
                if attempt == TRIES or not _is_retryable(error):
                    raise
                time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311 (jitter)
        raise AssertionError("the loop returns or raises")

    return run


class _Writers:
    """Threads that write to SQLite take turns. SQLite itself has them try again after
    ever longer pauses, in no order: of many, some give up."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        # A work horse must not inherit it while another thread holds it.
        os.register_at_fork(after_in_child=self.renew)

    def renew(self) -> None:
        self.lock = threading.Lock()

    @contextmanager
    def turn(self, session: Session) -> Iterator[None]:
        """Wait for our turn, or after some seconds for SQLite's own."""
        if session.get_bind().dialect.name != "sqlite":
            yield
            return
        lock = self.lock
        has_turn = lock.acquire(timeout=TURN_SECONDS)
        try:
            yield
        finally:
            if has_turn:
                lock.release()


_writers = _Writers()


def _run_once(function: Callable[..., R], *args: Any, **kwargs: Any) -> R:
    session = db.session()
    with _writers.turn(session):
        return _write(session, function, *args, **kwargs)


def _write(
    session: Session, function: Callable[..., R], *args: Any, **kwargs: Any
) -> R:
    session.rollback()  # ends a read transaction, whose snapshot would be too old
    session.info["writing"] = True
    try:
        session.connection(execution_options={"begin_immediate": True})
        result = function(*args, **kwargs)
        session.commit()
        return result
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["writing"] = False


def read_anew(row: Any, *, locks: bool = False) -> None:
    """As the database has it now; ``locks``, within a transaction: nobody changes it
    before this one ends. Raises ``ObjectDeletedError`` where it is gone, as reading it
    does after another transaction."""
    try:
        db.session.refresh(row, with_for_update=locks or None)
    except InvalidRequestError as error:
        raise ObjectDeletedError(inspect(row)) from error


def _is_retryable(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in RETRYABLE_SQLSTATES


class WriteOutsideTransaction(RuntimeError):
    """A programming error: a write that no ``transactional`` function asked for."""


@event.listens_for(Session, "before_flush")
def _refuse_stray_flush(session: Session, *_: Any) -> None:
    if not session.info.get("writing"):
        raise WriteOutsideTransaction("flush outside of a transactional function")


@event.listens_for(Session, "do_orm_execute")
def _refuse_stray_statement(state: ORMExecuteState) -> None:
    is_write = state.is_insert or state.is_update or state.is_delete
    if is_write and not state.session.info.get("writing"):
        raise WriteOutsideTransaction("statement outside of a transactional function")


def file_number(path: str) -> int | None:
    """What tells a file from one that took its place; None where there is none.

    A connection goes on writing into a file that somebody removed, and what it accepts
    there is lost.
    """
    try:
        return os.stat(path).st_ino
    except OSError:
        return None


def lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def tune_sqlite(engine: Engine, *, is_worker: bool) -> None:
    """WAL, 5 s of patience, foreign keys, small letters, and BEGIN in our hands.

    A web process waits for the disk at each commit (an accepted scan survives a power
    cut); a worker's progress may be lost, its scan is done again.
    """
    synchronous = "NORMAL" if is_worker else "FULL"

    path = str(engine.url.database)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "busy_timeout=5000",
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
        # SQLite's own knows the case of ASCII letters alone.
        connection.create_function("lower", 1, lower, deterministic=True)
        record.info["file"] = file_number(path)

    @event.listens_for(engine, "checkout")
    def look(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info["file"] != file_number(path):
            raise DisconnectionError("the file of SQLite was replaced or removed")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        is_writing = connection.get_execution_options().get("begin_immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
