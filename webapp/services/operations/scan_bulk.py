"""What an operator does to all scans of a filter.

It is one conditional UPDATE or DELETE for each ``BATCH`` rows, at most ``PRESS`` rows a
press, and a row is left as ``scan_actions`` leaves a single one. Nothing is sent to
Redis for them: jobs of rows that were changed exit quietly, and scans put back are
held, so that their senders take turns (``line``).
"""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    case,
    delete,
    func,
    literal,
    select,
    update,
)

from webapp.domain.measures import Measure
from webapp.exceptions import Unavailable
from webapp.extensions import db
from webapp.models import DeadLetter, Report, Scan
from webapp.models.transactions import transactional
from webapp.services import (
    audit_log,
    measurements,
)
from webapp.services.audit_log import Operator
from webapp.services.mass_cancel import BATCH, cancel_batch, stop, write
from webapp.services.operations.scan_counts import (
    CANCEL,
    DISCARD,
    RETRY,
    can_be,
    room,
)
from webapp.services.scan_actions import anew

#: Rows that one press changes.
PRESS = 10_000

Conditions = list[ColumnElement[bool]]

__all__ = [
    "CANCEL",
    "DISCARD",
    "PRESS",
    "RETRY",
    "Conditions",
    "Done",
    "Note",
    "act",
    "write",
]


@dataclass(frozen=True)
class Note:
    """Who acts on what, for the audit log."""

    by: Operator
    action: str
    target: str


@dataclass(frozen=True)
class Done:
    """So many rows of so many were changed; the others want another press."""

    number: int
    total: int


def act(action: str, chosen: Conditions, note: Note) -> Done:
    """One press. Raises ``Unavailable`` where none can be retried for want of room."""
    number, running = press(action, chosen, note)
    stop(running)
    if number == 0 and action == RETRY and room() == 0:
        sentence = "As many scans are open as may be (QUEUE_CAP): nothing was changed."
        raise Unavailable("queue_full", sentence, retry_after=60)
    counted = select(func.count()).select_from(Scan)
    left = db.session.scalar(counted.where(*chosen, can_be(action))) or 0
    return Done(number, number + left)


def press(action: str, chosen: Conditions, note: Note) -> tuple[int, list[str]]:
    """Batch after batch; how many rows, and the jobs of those that ran."""
    number, running = 0, []
    change = {RETRY: retry, CANCEL: cancel, DISCARD: discard}[action]
    while number < PRESS:
        changed, jobs = change(chosen, note)
        number += changed
        running += jobs
        if changed < BATCH:
            break
    return number, running


def ids_of(
    chosen: Conditions, condition: ColumnElement[bool], limit: int
) -> list[uuid.UUID]:
    ids = select(Scan.id).where(*chosen, condition).limit(limit)
    return list(db.session.scalars(ids))


@transactional
def retry(chosen: Conditions, note: Note) -> tuple[int, list[str]]:
    """As ``scan_actions.restart``, but held; how many, as far as there is room."""
    free = room()
    ids = ids_of(chosen, can_be(RETRY), BATCH if free is None else min(free, BATCH))
    statement = (
        update(Scan)
        .where(Scan.id.in_(ids), can_be(RETRY))
        .values(
            sender=func.coalesce(Scan.sender, sender_of_old()),
            delivery=Scan.delivery + 1,
            **anew(is_held=True),
        )
        .returning(Scan.id, Scan.queue)
    )
    rows = write(statement).all()
    changed = [row.id for row in rows]
    for queue, number in Counter(row.queue for row in rows).items():
        measurements.note(Measure.ACCEPTED, queue, number=number)
    for model in (Report, DeadLetter):
        write(delete(model).where(model.scan_id.in_(changed)))
    return recorded(note, len(changed)), []


def sender_of_old() -> ColumnElement[str]:
    """A row of an older release knows no sender, and without one it takes no turn."""
    of_visitor = literal("visitor ") + Scan.visitor_hash
    return case((Scan.visitor_hash.is_not(None), of_visitor), else_="operator")


@transactional
def cancel(chosen: Conditions, note: Note) -> tuple[int, list[str]]:
    number, jobs = cancel_batch(chosen, BATCH)
    return recorded(note, number), jobs


@transactional
def discard(chosen: Conditions, note: Note) -> tuple[int, list[str]]:
    """As ``scan_actions.remove``: reports, attempts and dead letters go with them."""
    ids = ids_of(chosen, can_be(DISCARD), BATCH)
    statement = delete(Scan).where(Scan.id.in_(ids), can_be(DISCARD))
    return recorded(note, len(write(statement.returning(Scan.id)).all())), []


def recorded(note: Note, number: int) -> int:
    if number:
        audit_log.record(note.by, note.action, note.target, number=number)
    return number
