"""The database's clock in conditions: an index serves them."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.dialects import postgresql

from webapp.extensions import db
from webapp.models import Scan
from webapp.models.clock import db_now


@pytest.mark.parametrize("on_both_databases", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("on_both_databases")
def test_an_index_is_asked_with_it(app_context: Flask) -> None:
    """A volatile function would have PostgreSQL look at every row."""
    chosen = select(Scan.id).where(Scan.lease_until < db_now(-5))
    dialect = postgresql.dialect()
    literal = {"literal_binds": True}
    statement = str(chosen.compile(dialect=dialect, compile_kwargs=literal))
    db.session.execute(text("SET LOCAL enable_seqscan = off"))
    plan = "\n".join(db.session.scalars(text(f"EXPLAIN {statement}")))
    assert "Index Cond: (lease_until <" in plan


@pytest.mark.usefixtures("on_both_databases", "app_context")
def test_it_moves_on_within_a_transaction() -> None:
    asked = select(db_now())
    first = db.session.scalar(asked)
    pause = "SELECT pg_sleep(0.01)"
    if db.engine.dialect.name == "sqlite":
        pause = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        pause += "WHERE i < 200000) SELECT count(*) FROM n"
    db.session.execute(text(pause))
    assert db.session.scalar(asked) > first
