"""What a rich result of Google is, and how its requirements are written.

A requirement is a group of properties of which one is needed (``a|b``, with dots for
what lies in them). ``offers[Offer]>price`` asks it of each Offer in ``offers``: where
there is none, it asks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

DOCS = "https://developers.google.com/search/docs/appearance/structured-data/"
UPDATES = "https://developers.google.com/search/updates"


@dataclass(frozen=True, slots=True)
class Feature:
    """``types`` are schema.org types, subtypes included except ``others``. ``retired``
    is when Google stopped to show it. ``page`` is its page below ``DOCS``."""

    id: str
    title: str
    types: tuple[str, ...]
    required: tuple[str, ...] = ()
    recommended: tuple[str, ...] = ()
    page: str = ""
    others: tuple[str, ...] = ()
    retired: str = ""

    @property
    def source(self) -> str:
        return UPDATES if self.retired else DOCS + self.page


def names(text: str) -> tuple[str, ...]:
    """Requirements, one a word."""
    return tuple(text.split())
