"""Time as the database tells it, so that every process agrees on leases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Dialect, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time; SQLite, which has no zones, keeps it naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        if value is None:
            return None
        # PostgreSQL tells times in the zone that it is set to.
        is_naive = value.tzinfo is None
        return value.replace(tzinfo=UTC) if is_naive else value.astimezone(UTC)


class db_now(GenericFunction[datetime]):  # noqa: N801 (a SQL function)
    """The database's clock now, plus the given seconds: ``db_now(30)``."""

    type = UtcDateTime()
    inherit_cache = True

    def __init__(self, seconds: float | Any = 0) -> None:
        super().__init__(seconds)


@compiles(db_now, "sqlite")
def _sqlite_now(element: db_now, compiler: SQLCompiler, **kw: Any) -> str:
    # The text that SQLAlchemy stores has six decimals, strftime's %f three.
    seconds = compiler.process(element.clauses, **kw)
    return f"strftime('%Y-%m-%d %H:%M:%f000', 'now', {seconds} || ' seconds')"


@compiles(db_now, "postgresql")
def _postgresql_now(element: db_now, compiler: SQLCompiler, **kw: Any) -> str:
    # It moves on within a transaction, as now() does not, and is stable within a
    # statement, as clock_timestamp() is not: an index can be asked with it alone.
    # https://www.postgresql.org/docs/current/xfunc-volatility.html
    seconds = compiler.process(element.clauses, **kw)
    return f"(statement_timestamp() + ({seconds}) * interval '1 second')"


def is_over(moment: InstrumentedAttribute[datetime | None]) -> ColumnElement[bool]:
    """Whether a time has passed, or there is none: of a lease, a rest, a request."""
    return or_(moment.is_(None), moment < db_now())
