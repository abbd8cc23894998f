"""How many scans of a filter an operator's action would change: exact, before it is
done, and by an index where one can tell."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, Select, case, func, select

from webapp.domain.status import RETRIABLE
from webapp.extensions import db
from webapp.models import Scan
from webapp.models.scan import is_open
from webapp.services.current import settings
from webapp.services.operations.scan_search import ScanFilter

RETRY, CANCEL, DISCARD = "retry", "cancel", "discard"

#: ``is_open`` for those who count: it follows from it, and an index tells of no more.
HAS_NO_END = Scan.finished_at.is_(None)


@dataclass(frozen=True)
class Counts:
    """How many rows of a filter there are, and how many each action would change.
    ``room``: how many more may be open (None: any number)."""

    all: int
    retry: int
    cancel: int
    discard: int
    room: int | None


def can_be(action: str) -> ColumnElement[bool]:
    """What a row must be for this action."""
    if action == RETRY:
        return Scan.status.in_(sorted(RETRIABLE))
    return is_open() if action == CANCEL else ~is_open()


def count(chosen: ScanFilter) -> Counts:
    """At one moment: whatever is not open has ended."""
    is_about_more = bool(chosen.apart_from_status())
    asked = by_rows(chosen) if is_about_more else by_indexes(chosen)
    every, again, opened = db.session.execute(asked).one()
    return Counts(every, again or 0, opened or 0, every - (opened or 0), room())


def by_rows(chosen: ScanFilter) -> Select[int, int, int]:
    """Look at each row of the filter, once."""
    again, opened = (
        func.sum(case((can_be(action), 1), else_=0)) for action in (RETRY, CANCEL)
    )
    return select(func.count(), again, opened).where(*chosen.conditions())


def by_indexes(chosen: ScanFilter) -> Select[int, int, int]:
    """Of all scans or those of a status: no row is looked at."""
    rows = numbers(*chosen.conditions())
    again = numbers(*chosen.conditions(), can_be(RETRY))
    return select(rows, again, numbers(*chosen.conditions(), HAS_NO_END))


def numbers(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    counted = select(func.count()).select_from(Scan)
    return counted.where(*conditions).scalar_subquery()


def room() -> int | None:
    """How many more scans may be open (``QUEUE_CAP``)."""
    cap = settings().queue_cap
    if not cap:
        return None
    return max(0, cap - (db.session.scalar(select(numbers(HAS_NO_END))) or 0))
