"""Deleting in small transactions what hangs on one thing: a site scan or an account may
have 50,000 pages, each with a report, and SQLite lets nobody else write meanwhile.

What is being deleted is out of everybody's reach by then, and its own row goes last, so
that the cleanup goes on where a request stopped.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, delete

from webapp.extensions import db

#: Of a request that deletes; the cleanup does the rest.
REQUEST_SECONDS = 2.0
#: Scans of one transaction: each takes a report along.
SCANS = 50


def delete_all(delete_some: Callable[[uuid.UUID], int], of: uuid.UUID) -> bool:
    """Step by step, as long as a request may take; whether nothing is left."""
    until = time.monotonic() + REQUEST_SECONDS
    while time.monotonic() < until:
        if not delete_some(of):
            return True
    return False


def delete_chosen(model: Any, chosen: Select[Any]) -> int:
    """Within a transaction: the rows whose ids are chosen; how many."""
    ids = list(db.session.scalars(chosen))
    if ids:
        statement = delete(model).where(model.id.in_(ids))
        db.session.execute(statement.execution_options(synchronize_session=False))
    return len(ids)
