"""Lists by cursor: what follows an entry, whatever came or went meanwhile.

A cursor holds the values by which the list is sorted, of the last entry that was told.
The database goes on from there by its index, so the last page of a long list costs as
much as its first.
"""

from __future__ import annotations

import base64
import binascii
import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from webapp.exceptions import Refused
from webapp.extensions import db

T = TypeVar("T")

MOST, USUAL = 100, 25
MAX_CURSOR = 500
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Slice(Generic[T]):
    """Some entries of a list; ``next_cursor`` is empty at its end."""

    items: list[T]
    next_cursor: str


@dataclass(frozen=True)
class Key:
    """A column by which a list is sorted. ``read`` gives its value from the text in a
    cursor, or raises ``ValueError``."""

    column: InstrumentedAttribute[Any]
    read: Callable[[str], Any]
    is_from_highest: bool = False

    def passes(self, value: Any) -> ColumnElement[bool]:
        column, is_down = self.column, self.is_from_highest
        found: ColumnElement[bool] = column < value if is_down else column > value
        return found

    def reaches(self, value: Any) -> ColumnElement[bool]:
        column, is_down = self.column, self.is_from_highest
        found: ColumnElement[bool] = column <= value if is_down else column >= value
        return found

    def order(self) -> Any:
        return self.column.desc() if self.is_from_highest else self.column.asc()


def find(
    chosen: Select[*tuple[Any, ...]],
    keys: Sequence[Key],
    cursor: str = "",
    limit: int = USUAL,
) -> Slice[Any]:
    """The entries after the cursor, the first ones without. The keys together name one
    entry, and what is chosen has them all: as a whole row of a model, or as columns.

    Raises ``Refused`` (bad_cursor) for what is no cursor of such a list.
    """
    if cursor:
        chosen = chosen.where(following(keys, read(cursor, keys)))
    rows = db.session.execute(
        chosen.order_by(*(key.order() for key in keys)).limit(limit + 1)
    ).all()
    found = [row[0] if isinstance(row[0], db.Model) else row for row in rows]
    shown = found[:limit]
    return Slice(shown, write(shown[-1], keys) if len(found) > limit else "")


def following(keys: Sequence[Key], values: Sequence[Any]) -> ColumnElement[bool]:
    """Spelt so that an index over the keys finds the place."""
    key, value = keys[0], values[0]
    if len(keys) == 1:
        return key.passes(value)
    rest = following(keys[1:], values[1:])
    return and_(key.reaches(value), or_(key.passes(value), rest))


def write(entry: Any, keys: Sequence[Key]) -> str:
    values = [as_text(getattr(entry, key.column.key)) for key in keys]
    text = json.dumps(values, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def read(cursor: str, keys: Sequence[Key]) -> list[Any]:
    try:
        texts = as_texts(cursor)
        return [key.read(text) for key, text in zip(keys, texts, strict=True)]
    except (ValueError, OverflowError, RecursionError) as error:
        sentence = "This cursor is none of this list's: take next_cursor as it came."
        raise Refused("bad_cursor", sentence) from error


def as_texts(cursor: str) -> list[str]:
    """Raises ``ValueError``."""
    if len(cursor) > MAX_CURSOR or not cursor.isascii():
        raise ValueError("too long, or no ASCII")
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except binascii.Error as error:
        raise ValueError("no base64") from error
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise ValueError("no list of texts")
    return values


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def number(text: str) -> int:
    value = int(text)
    if not 0 <= value <= LARGEST:
        raise ValueError("no number of a row")
    return value


def name(text: str) -> str:
    if not text.isascii() or not text.isprintable():
        raise ValueError("no name of ours")
    return text


#: How the id of a row is read back.
row_id: Callable[[str], uuid.UUID] = uuid.UUID
