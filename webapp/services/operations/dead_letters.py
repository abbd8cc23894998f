"""Scans that were given up, and what an operator does about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import joinedload

from webapp.domain.list_page import ListPage
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import DeadLetter, Scan
from webapp.models.transactions import transactional
from webapp.services import audit_log, scan_actions
from webapp.services.audit_log import Operator
from webapp.services.dispatch import dispatch
from webapp.services.operations import scan_bulk
from webapp.services.operations.scan_bulk import PRESS, Done, Note
from webapp.services.operations.scan_counts import RETRY

PAGE_SIZE = 25
#: Nobody reads further; a reason leads to its own.
MOST_PAGES = 40


@dataclass(frozen=True)
class Group:
    """The letters of one reason."""

    code: str
    number: int
    newest: datetime
    last_id: int


@dataclass(frozen=True)
class LetterPage:
    """One page of a list, of ``total`` letters; ``page`` counts from 1 and never passes
    ``pages``. ``groups`` are those of all letters, the largest first."""

    items: list[DeadLetter]
    page: int
    pages: int
    total: int
    code: str
    groups: list[Group]

    @property
    def last_id(self) -> int:
        """No letter that this page tells of is younger."""
        return max((group.last_id for group in self.groups), default=0)


def list_letters(page: int = 1, code: str = "") -> LetterPage:
    """Newest first, each with its scan; those of one reason, or all."""
    groups = list_groups()
    total = sum(group.number for group in groups if not code or group.code == code)
    at = ListPage.of(total, page, PAGE_SIZE, MOST_PAGES)
    chosen = select(DeadLetter).options(joinedload(DeadLetter.scan))
    if code:
        chosen = chosen.where(DeadLetter.code == code.replace("\0", ""))
    rows = chosen.order_by(DeadLetter.id.desc()).limit(PAGE_SIZE)
    items = db.session.scalars(rows.offset(at.begin))
    return LetterPage(list(items), at.page, at.pages, total, code, groups)


def list_groups() -> list[Group]:
    last_id = func.max(DeadLetter.id)
    counted = select(DeadLetter.code, func.count(), last_id).group_by(DeadLetter.code)
    rows = db.session.execute(counted).all()
    dated = select(DeadLetter.id, DeadLetter.created_at)
    dated = dated.where(DeadLetter.id.in_([last for _, _, last in rows]))
    newest = {row.id: row.created_at for row in db.session.execute(dated)}
    found = [Group(code, number, newest[last], last) for code, number, last in rows]
    return sorted(found, key=lambda group: (-group.number, group.code))


def requeue(letter_id: int, by: Operator) -> Scan:
    """Scan again what was given up: its tries begin anew, its letter is gone.

    Raises ``Refused``: 404 where there is no such letter, 409 where the scan is no
    longer in error (its owner was quicker).
    """
    scan = restart(letter_id, by)
    dispatch(scan)
    return scan


@transactional
def restart(letter_id: int, by: Operator) -> Scan:
    scan = find(letter_id).scan
    if not scan_actions.restart(scan):
        raise Refused("not_possible", "This scan was started again already.", 409)
    audit_log.record(by, "dead_letter.requeue", scan.url)
    return scan


@transactional
def discard(letter_id: int, by: Operator) -> Scan:
    """Put a letter away; its scan stays as it ended. Raises ``Refused`` (404)."""
    scan = find(letter_id).scan
    db.session.execute(delete(DeadLetter).where(DeadLetter.id == letter_id))
    audit_log.record(by, "dead_letter.discard", scan.url)
    return scan


def find(letter_id: int) -> DeadLetter:
    chosen = select(DeadLetter).options(joinedload(DeadLetter.scan))
    letter: DeadLetter | None = None
    if letter_id <= HIGHEST_ID:
        letter = db.session.scalar(chosen.where(DeadLetter.id == letter_id))
    if letter is None:
        sentence = "There is no such dead letter: it was dealt with already."
        raise Refused("not_found", sentence, status=404)
    return letter


#: What the column holds on PostgreSQL; addresses may name any number.
HIGHEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Chosen:
    """Letters of one reason, or of all (""); none that came after ``up_to``."""

    code: str = ""
    up_to: int | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.code:
            found.append(DeadLetter.code == self.code)
        if self.up_to is not None:
            found.append(DeadLetter.id <= min(self.up_to, HIGHEST_ID))
        return found

    def words(self) -> str:
        return f"dead letters of {self.code}" if self.code else "all dead letters"


def requeue_many(chosen: Chosen, by: Operator) -> Done:
    """At most ``PRESS`` a press: their scans are put back as ``scan_bulk.retry`` does
    it, and with that the letters are gone."""
    given_up = select(DeadLetter.scan_id).where(*chosen.conditions())
    note = Note(by, "dead_letter.requeue", chosen.words())
    return scan_bulk.act(RETRY, [Scan.id.in_(given_up)], note)


def discard_many(chosen: Chosen, by: Operator) -> Done:
    """Put them away, at most ``PRESS`` a press; their scans stay as they ended."""
    number = delete_batch(chosen, by)
    left = select(func.count()).select_from(DeadLetter).where(*chosen.conditions())
    return Done(number, number + (db.session.scalar(left) or 0))


@transactional
def delete_batch(chosen: Chosen, by: Operator) -> int:
    some = select(DeadLetter.id).where(*chosen.conditions())
    ids = list(db.session.scalars(some.order_by(DeadLetter.id).limit(PRESS)))
    statement = delete(DeadLetter).where(DeadLetter.id.in_(ids))
    gone = scan_bulk.write(statement.returning(DeadLetter.id)).all()
    if gone:
        words = chosen.words()
        audit_log.record(by, "dead_letter.discard", words, number=len(gone))
    return len(gone)
