"""A program asks for all of a schedule at once: what, when, what is told, and whether
it is paused; perhaps again after an answer that was lost."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import Schedule, User
from webapp.models.transactions import transactional
from webapp.services import submissions
from webapp.services.alerts import book as alerts_book
from webapp.services.alerts.book import Rules
from webapp.services.schedules import book
from webapp.services.schedules.book import Wanted


@dataclass(frozen=True)
class Whole:
    wanted: Wanted
    rules: Rules
    is_paused: bool


def create(user: User, whole: Whole, key: str) -> Schedule:
    """A key that is known gives the schedule that it made, while there is one.

    Raises ``Refused`` as ``book.create`` and ``alerts.book.choose`` do, and where the
    key is none, or was used for another request.
    """
    submissions.check_key(key)
    return create_once(user, replace(whole, wanted=book.checked(whole.wanted)), key)


@transactional
def create_once(user: User, whole: Whole, key: str) -> Schedule:
    # So that of two at once the second finds what the first made.
    db.session.get(User, user.id, with_for_update=True)
    # Not by chance: this is how a key is known again.
    schedule_id = uuid.uuid5(user.id, key) if key else None
    if schedule_id and (known := db.session.get(Schedule, schedule_id)):
        if as_it_is(known) != whole:
            sentence = "This Idempotency-Key was used for another request."
            raise Refused("idempotency_key_reused", sentence)
        return known
    schedule = book.insert(user, whole.wanted, schedule_id)
    settle(schedule, whole)
    return schedule


@transactional
def change(schedule: Schedule, changed: Callable[[Whole], Whole]) -> None:
    """``changed`` gives what is wanted from what is, while nobody else changes it.
    Raises ``Refused`` as ``create`` does, and where it cannot be resumed."""
    book.lock(schedule)
    before = as_it_is(schedule)
    whole = changed(before)
    if whole.wanted != before.wanted:
        book.change(schedule, whole.wanted)
    settle(schedule, whole)


def settle(schedule: Schedule, whole: Whole) -> None:
    """Within a transaction: what is told, and whether it is paused."""
    alerts_book.choose(schedule, whole.rules)
    if whole.is_paused:
        book.pause(schedule)
    else:
        book.resume(schedule)


def as_it_is(schedule: Schedule) -> Whole:
    rules = alerts_book.rules_of(schedule)
    return Whole(book.wanted_of(schedule), rules, schedule.paused_at is not None)
