"""Which requirements of a rich result an item does not meet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from webapp.audits.schema_org import is_a
from webapp.audits.structured_data import reached, values
from webapp.domain.page_resources import DataItem

WRITTEN = re.compile(r"(?:(?P<path>[\w.]+)(?:\[(?P<kind>\w+)\])?>)?(?P<group>.+)")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One of ``group`` in each value at ``path``, those of type ``kind`` if one is
    named; in the item itself where ``path`` is empty."""

    path: str
    kind: str
    group: tuple[str, ...]

    @property
    def spoken(self) -> str:
        start = f"{self.path}." if self.path else ""
        return " or ".join(start + name for name in self.group)


@lru_cache(maxsize=500)
def read(written: str) -> Requirement:
    """Raises ``ValueError`` for what is no requirement."""
    match = WRITTEN.fullmatch(written)
    if match is None:
        raise ValueError(written)
    return Requirement(
        match["path"] or "", match["kind"] or "", tuple(match["group"].split("|"))
    )


def missing(item: DataItem, requirements: Iterable[str]) -> tuple[str, ...]:
    """The requirements that are not met, as paths for people."""
    unmet = (one for one in map(read, requirements) if not is_met(item, one))
    return tuple(dict.fromkeys(requirement.spoken for requirement in unmet))


def is_met(item: DataItem, requirement: Requirement) -> bool:
    if not requirement.path:
        return has_one(item, requirement.group)
    holders = reached(item, requirement.path)
    return all(
        has_one(holder, requirement.group)
        for holder in holders
        if is_asked(holder, requirement.kind)
    )


def is_asked(value: object, kind: str) -> bool:
    """A text is asked as well, except where a type is named."""
    if not kind:
        return True
    if not isinstance(value, DataItem):
        return False
    if kind == "Offer" and is_a(value.types, "AggregateOffer"):  # a subtype of it
        return False
    return not value.types or is_a(value.types, kind)


def has_one(holder: object, group: tuple[str, ...]) -> bool:
    """Whether one property of the group is there. A text is the name of what it stands
    for, an address its ``url``."""
    if isinstance(holder, DataItem):
        return any(is_there(holder, path) for path in group)
    is_address = str(holder).startswith(("http://", "https://"))
    return ("url" if is_address else "name") in group


def is_there(holder: DataItem, path: str) -> bool:
    """A path into a text (``reviewRating.ratingValue`` of "5") leads nowhere."""
    if path == "name" and holder.id and not holder.properties:
        return True
    return bool(reached(holder, path) if "." in path else values(holder, path))
