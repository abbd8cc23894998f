"""Scans by what an operator knows of them, newest first; an index serves each query."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import joinedload

from webapp.domain.status import ERRORS, ScanStatus
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import Scan
from webapp.models.clock import db_now
from webapp.services.operations.scan_conditions import (
    BadFilter,
    at_address,
    at_host,
    is_partial,
    named,
    of_sender,
    of_user,
    with_code,
)

PAGE_SIZE = 50
#: A longer list is said to be longer, not counted.
MOST_COUNTED = 10_000
ANY_ERROR = "error"
STATUSES = (*ScanStatus, ANY_ERROR)

Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True)
class ScanFilter:
    """All of it must hold; what is empty does not count."""

    scan: str = ""
    address: str = ""
    host: str = ""
    user: str = ""
    sender: str = ""
    status: str = ""
    code: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @classmethod
    def read(cls, given: Mapping[str, str]) -> ScanFilter:
        """From a form. Raises ``BadFilter``: a filter that was not understood must
        not be one that matches more."""
        texts = typed(given)
        if texts["status"] and texts["status"] not in STATUSES:
            raise BadFilter("There is no such status.")
        since, until = moment(texts.pop("since")), moment(texts.pop("until"))
        found = cls(**texts, since=since, until=until)
        found.conditions()  # asks the address as well
        return found

    def query(self) -> dict[str, str]:
        """The filter as a form or an address carries it."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        texts = {
            name: value.replace(tzinfo=None).isoformat()
            if isinstance(value, datetime)
            else value
            for name, value in values.items()
        }
        return {name: text for name, text in texts.items() if text}

    def words(self) -> str:
        """For the audit log, and for people: ``status error, host example.com``."""
        told = ", ".join(f"{name} {text}" for name, text in self.query().items())
        return told or "all scans"

    @property
    def is_partial(self) -> bool:
        """Whether only open and recent scans are found, for want of an index."""
        return is_partial(self.sender)

    def conditions(self) -> Conditions:
        """What a row must fulfil."""
        found: Conditions = [*self.apart_from_status()]
        statuses = self.statuses()
        if statuses:
            found.append(Scan.status.in_(statuses))
        return found

    def statuses(self) -> list[str]:
        if self.status == ANY_ERROR:
            return sorted(ERRORS)
        return [self.status] if self.status else []

    def apart_from_status(self) -> Conditions:
        asked = {
            named: self.scan,
            at_address: self.address,
            at_host: self.host,
            of_user: self.user,
            of_sender: self.sender,
            with_code: self.code,
        }
        found = [condition(text) for condition, text in asked.items() if text]
        if self.since:
            found.append(Scan.created_at >= self.since)
        if self.until:
            found.append(Scan.created_at <= self.until)
        return found


def typed(given: Mapping[str, str]) -> dict[str, str]:
    """The fields of the filter as a form or an address gives them."""
    return {field.name: tidy(given.get(field.name, "")) for field in fields(ScanFilter)}


def tidy(text: str) -> str:
    return text.replace("\0", "").strip()


def moment(text: str) -> datetime | None:
    """What a datetime-local field sends: no zone, which is UTC here."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        return in_utc(found)
    except (ValueError, OverflowError):
        raise BadFilter("Give times as 2026-01-31T23:59, in UTC.") from None


def in_utc(found: datetime) -> datetime:
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


@dataclass(frozen=True)
class Found:
    """One page of the list. ``older`` leads to the next one; ``number`` is None where
    there are more than ``MOST_COUNTED``."""

    items: list[Scan]
    older: str | None
    number: int | None


def find(chosen: ScanFilter, before: str = "") -> Found:
    """The newest scans, or those that follow the last one of a page."""
    conditions = chosen.apart_from_status()
    if before:
        conditions.append(older_than(before))
    rows: list[Any] = []
    for of_status in by_status(chosen):
        rows += newest(conditions + of_status)
    rows.sort(key=lambda scan: (scan.created_at, scan.id.hex), reverse=True)
    older = cursor(rows[PAGE_SIZE - 1]) if len(rows) > PAGE_SIZE else None
    return Found(rows[:PAGE_SIZE], older, count_bounded(chosen.conditions()))


def by_status(chosen: ScanFilter) -> list[Conditions]:
    """One query a status: together they would be sorted before the first is known. What
    is sorted anyway is asked once."""
    statuses = chosen.statuses()
    if chosen.is_partial and statuses:
        return [[Scan.status.in_(statuses)]]
    return [[Scan.status == status] for status in statuses] or [[]]


def newest(conditions: Conditions) -> list[Scan]:
    chosen = select(Scan).where(*conditions).options(joinedload(Scan.user))
    chosen = chosen.order_by(Scan.created_at.desc(), Scan.id.desc())
    return list(db.session.scalars(chosen.limit(PAGE_SIZE + 1)))


def cursor(scan: Scan) -> str:
    return f"{scan.created_at.replace(tzinfo=None).isoformat()}~{scan.id}"


def older_than(text: str) -> ColumnElement[bool]:
    time, _, name = text.partition("~")
    try:
        at, last = moment(time), uuid.UUID(name)
    except (ValueError, BadFilter):
        raise BadFilter("This link to a page of the list is broken.") from None
    if at is None:
        raise BadFilter("This link to a page of the list is broken.")
    # The first half is what the index is asked.
    return and_(Scan.created_at <= at, or_(Scan.created_at < at, Scan.id < last))


def count_bounded(conditions: Conditions) -> int | None:
    # No column of the row: mostly an index alone will do.
    some = select(literal(1)).select_from(Scan).where(*conditions)
    some = some.limit(MOST_COUNTED + 1)
    number = db.session.scalar(select(func.count()).select_from(some.subquery())) or 0
    return None if number > MOST_COUNTED else number


def now() -> datetime:
    """The database's clock, which rows are dated by."""
    return db.session.execute(select(db_now())).scalar_one()


def get(scan_id: uuid.UUID) -> Scan:
    """One scan with its user. Raises ``Refused`` (404)."""
    chosen = select(Scan).where(Scan.id == scan_id).options(joinedload(Scan.user))
    scan: Scan | None = db.session.scalar(chosen)
    if scan is None:
        raise Refused("not_found", "There is no such scan any more.", status=404)
    return scan
