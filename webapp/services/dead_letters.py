"""Scans that were given up, and what an operator does about them."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload

from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import DeadLetter, Scan
from webapp.models.transactions import transactional
from webapp.services import scan_actions
from webapp.services.dispatch import dispatch

log = logging.getLogger(__name__)

PAGE_SIZE = 25


@dataclass(frozen=True)
class LetterPage:
    """One page of a list; ``page`` counts from 1 and never passes ``pages``."""

    items: list[DeadLetter]
    page: int
    pages: int
    total: int


def list_letters(page: int = 1) -> LetterPage:
    """Newest first, each with its scan."""
    total = db.session.scalar(select(func.count()).select_from(DeadLetter)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    chosen = select(DeadLetter).options(joinedload(DeadLetter.scan))
    rows = chosen.order_by(DeadLetter.id.desc()).limit(PAGE_SIZE)
    items = db.session.scalars(rows.offset((page - 1) * PAGE_SIZE))
    return LetterPage(list(items), page, pages, total)


def requeue(letter_id: int) -> Scan:
    """Scan again what was given up: its tries begin anew, its letter is gone.

    Raises ``Refused``: 404 where there is no such letter, 409 where the scan is no
    longer in error (its owner was quicker).
    """
    scan = restart(letter_id)
    dispatch(scan)
    return scan


@transactional
def restart(letter_id: int) -> Scan:
    scan = find(letter_id).scan
    if not scan_actions.restart(scan):
        raise Refused("not_possible", "This scan was started again already.", 409)
    return scan


@transactional
def discard(letter_id: int) -> Scan:
    """Put a letter away; its scan stays as it ended. Raises ``Refused`` (404)."""
    scan = find(letter_id).scan
    db.session.execute(delete(DeadLetter).where(DeadLetter.id == letter_id))
    return scan


def find(letter_id: int) -> DeadLetter:
    chosen = select(DeadLetter).options(joinedload(DeadLetter.scan))
    letter: DeadLetter | None = db.session.scalar(
        chosen.where(DeadLetter.id == letter_id)
    )
    if letter is None:
        sentence = "There is no such dead letter: it was dealt with already."
        raise Refused("not_found", sentence, status=404)
    return letter
