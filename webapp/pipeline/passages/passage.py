"""A piece of a page that can be retrieved alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: Of a page, as many are searched.
MAX_PASSAGES = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """``path`` are the headings above it, ``headings`` their places in the page's
    blocks (those of short sections that it took in included)."""

    path: tuple[str, ...]
    text: str
    words: int
    headings: tuple[int, ...]


def to_json(passage: Passage) -> dict[str, Any]:
    """As it is stored with a report."""
    return {
        "path": list(passage.path),
        "text": passage.text,
        "words": passage.words,
        "headings": list(passage.headings),
    }


def from_json(stored: dict[str, Any]) -> Passage:
    """Back from ``to_json``. Raises ``KeyError`` where a part is missing."""
    return Passage(
        tuple(stored["path"]),
        stored["text"],
        stored["words"],
        tuple(stored["headings"]),
    )
