"""Scans by what an operator knows of them, newest first; an index serves each query."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, literal, or_, select
from sqlalchemy.orm import joinedload

from webapp.domain.status import ERRORS, ScanStatus
from webapp.exceptions import Refused, UrlRefused
from webapp.extensions import db
from webapp.models import Scan, User
from webapp.models.clock import db_now
from webapp.pipeline.crawl import Url, canonical_url

PAGE_SIZE = 50
#: A longer list is said to be longer, not counted.
MOST_COUNTED = 10_000
ANY_ERROR = "error"
STATUSES = (*ScanStatus, ANY_ERROR)
#: What was scanned may be sought, whatever may be scanned now.
ANYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))

Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True)
class ScanFilter:
    """All of it must hold; what is empty does not count."""

    address: str = ""
    host: str = ""
    user: str = ""
    status: str = ""
    code: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @classmethod
    def read(cls, given: Mapping[str, str]) -> ScanFilter:
        """From a form. Raises ``Refused`` (422): a filter that was not understood must
        not be one that matches more."""
        texts = {field.name: tidy(given.get(field.name, "")) for field in fields(cls)}
        if texts["status"] and texts["status"] not in STATUSES:
            raise bad_filter("There is no such status.")
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
        found: Conditions = []
        if self.address:
            found.append(at_address(self.address))
        if self.host:
            found.append(Scan.host == self.host.lower().strip("[]"))
        if self.user:
            found.append(of_user(self.user))
        if self.code:
            found.append(Scan.error_code == self.code)
        if self.since:
            found.append(Scan.created_at >= self.since)
        if self.until:
            found.append(Scan.created_at <= self.until)
        return found


def bad_filter(sentence: str) -> Refused:
    return Refused("bad_filter", sentence, status=422)


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
        raise bad_filter("Give times as 2026-01-31T23:59, in UTC.") from None


def in_utc(found: datetime) -> datetime:
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def at_address(text: str) -> ColumnElement[bool]:
    """Below an address, or anywhere at a host. The host leads by its index, so the
    address must hold all of it."""
    try:
        urls = parsed(text)
    except UrlRefused as error:
        raise bad_filter(f"Address: {error.message}") from None
    at_host = Scan.host == urls[0].host
    if urls[0].path_qs == "/" and "/" not in text:
        return at_host
    # LIKE of SQLite knows no capital letters; a path does.
    begins = [func.substr(Scan.url, 1, len(str(url))) == str(url) for url in urls]
    return and_(at_host, or_(*begins))


def parsed(text: str) -> list[Url]:
    """One address, or where no scheme was typed, that of each."""
    texts = [text] if "://" in text else [f"https://{text}", f"http://{text}"]
    return [canonical_url(each, ANYWHERE) for each in texts]


def of_user(email: str) -> ColumnElement[bool]:
    found = db.session.scalar(select(User.id).where(User.email == email.lower()))
    return Scan.user_id == found if found else false()


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
    # One query a status: together they would be sorted before the first is known.
    rows: list[Any] = []
    for status in chosen.statuses() or [""]:
        of_status = [Scan.status == status] if status else []
        rows += newest(conditions + of_status)
    rows.sort(key=lambda scan: (scan.created_at, scan.id.hex), reverse=True)
    older = cursor(rows[PAGE_SIZE - 1]) if len(rows) > PAGE_SIZE else None
    return Found(rows[:PAGE_SIZE], older, count_bounded(chosen.conditions()))


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
    except ValueError:
        raise bad_filter("This link to a page of the list is broken.") from None
    if at is None:
        raise bad_filter("This link to a page of the list is broken.")
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
