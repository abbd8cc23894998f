"""The daily tokens for a language model: reserved before a call, settled after it.

One conditional UPDATE reserves the worst case, so calls at the same time never go over
the budget together. What a call did not use is given back; a crash gives nothing back.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from webapp.exceptions import XenlixError
from webapp.extensions import db
from webapp.models import ModelAnswer, ModelBill, ModelDay
from webapp.models.clock import db_now
from webapp.models.transactions import transactional


class NotAsked(XenlixError):
    """The model is not to be asked now; ``message`` ends a sentence that begins "The
    language model was not used"."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Tokens that are reserved for one attempt of a scan."""

    scan_id: uuid.UUID
    attempt: int
    key: str
    day: str
    reserved: int


def reserve(
    scan_id: uuid.UUID, attempt: int, key: str, tokens: int, budget: int
) -> Hold:
    """Take the tokens out of today's budget (0: without bound). Raises ``NotAsked``
    where they are not left, or where this attempt has asked before."""
    if 0 < budget < tokens:
        sentence = "one call may take more than its budget for a day"
        raise NotAsked("budget_too_small", sentence)
    hold = Hold(scan_id, attempt, key, today(), tokens)
    begin_day(hold.day)
    try:
        commit_hold(hold, budget)
    except IntegrityError:
        sentence = "it was asked in this attempt before"
        raise NotAsked("asked_before", sentence) from None
    return hold


def today() -> str:
    """By the database's clock, in UTC."""
    return db.session.scalars(select(db_now())).one().date().isoformat()


def begin_day(day: str) -> None:
    if db.session.get(ModelDay, day) is not None:
        return
    try:
        add_day(day)
    except IntegrityError:
        return  # another scan was first; the row is there


@transactional
def add_day(day: str) -> None:
    db.session.add(ModelDay(day=day, tokens=0, created_at=db_now()))
    db.session.flush()


@transactional
def commit_hold(hold: Hold, budget: int) -> None:
    """Budget and bill in one transaction."""
    chosen = [ModelDay.day == hold.day]
    if budget:
        chosen.append(ModelDay.tokens + hold.reserved <= budget)
    statement = (
        update(ModelDay)
        .where(*chosen)
        .values(tokens=ModelDay.tokens + hold.reserved)
        .execution_options(synchronize_session=False)
        .returning(ModelDay.day)
    )
    if db.session.execute(statement).scalar_one_or_none() is None:
        raise NotAsked("budget_used_up", "its budget for today is used up")
    bill = ModelBill(
        scan_id=hold.scan_id,
        attempt=hold.attempt,
        key=hold.key,
        day=hold.day,
        reserved=hold.reserved,
        created_at=db_now(),
    )
    db.session.add(bill)
    db.session.flush()


@transactional
def settle(hold: Hold, used: int | None) -> None:
    """Write down what was used and give the rest back, once; None: nobody knows, so
    all of it counts as spent."""
    spent = hold.reserved if used is None else used
    bill = (
        update(ModelBill)
        .where(
            ModelBill.scan_id == hold.scan_id,
            ModelBill.attempt == hold.attempt,
            ModelBill.used.is_(None),
        )
        .values(used=spent)
        .execution_options(synchronize_session=False)
        .returning(ModelBill.attempt)
    )
    if db.session.execute(bill).scalar_one_or_none() is None:
        return
    day = (
        update(ModelDay)
        .where(ModelDay.day == hold.day)
        .values(tokens=ModelDay.tokens + (spent - hold.reserved))
        .execution_options(synchronize_session=False)
    )
    db.session.execute(day)


def keep(
    hold: Hold, used: int | None, answer: dict[str, Any], refusal: str = ""
) -> None:
    """Settle, and keep the answer (or that it was refused) before it is used."""
    try:
        settle_and_keep(hold, used, answer, refusal)
    except IntegrityError:  # another scan of the same content kept its own just now
        settle_and_keep(hold, used, answer, refusal)


@transactional
def settle_and_keep(
    hold: Hold, used: int | None, answer: dict[str, Any], refusal: str
) -> None:
    settle(hold, used)
    old = delete(ModelAnswer).where(ModelAnswer.key == hold.key)
    db.session.execute(old.execution_options(synchronize_session=False))
    db.session.add(
        ModelAnswer(
            key=hold.key, answer=answer, refusal=refusal[:60], created_at=db_now()
        )
    )
    db.session.flush()
