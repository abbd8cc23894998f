"""What the readers of the three syntaxes share: names without schema.org, limits."""

from __future__ import annotations

import re

from webapp.domain.page_resources import DataItem
from webapp.pipeline.parse.elements import MAX_CHARACTERS

MAX_ITEMS = 500
MAX_DEPTH = 20
#: Values that stand in an item, and values that a reference brings in once more.
MAX_OWN_VALUES = 6000
MAX_LINKED_VALUES = 4000

#: ``schema.org`` as people write it where a vocabulary is asked for.
VOCABULARY = re.compile(
    r"\s*(?:https?:)?/{0,2}(?:www\.)?schema\.org(?:[/#].*|\s*)", re.I
)
NAME = re.compile(r"https?://(?:www\.)?schema\.org/#?([A-Za-z0-9_-]+)/?", re.I)
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

Properties = dict[str, list[object]]


def is_schema_org(vocabulary: str) -> bool:
    return VOCABULARY.fullmatch(vocabulary) is not None


def short(address: str) -> str:
    """``Product`` of ``http://schema.org/Product``; other addresses stay whole."""
    match = NAME.fullmatch(address)
    return match[1] if match else address


def joined(vocabulary: str, name: str) -> str:
    """A name of this vocabulary, which is empty where none is known."""
    if not vocabulary or is_schema_org(vocabulary):
        return name
    return f"{vocabulary}{name}"


def full_name(vocabulary: str, name: str) -> str:
    """The same for a name that may be an address."""
    return short(name) if ABSOLUTE.match(name) else joined(vocabulary, name)


def text_value(text: str) -> str:
    return text.strip()[:MAX_CHARACTERS]


class Budget:
    """How many values may still be taken. References have a purse of their own: they
    repeat what stands elsewhere and must not starve it."""

    def __init__(self, own: int = MAX_OWN_VALUES, linked: int = MAX_LINKED_VALUES):
        self.left = own
        self.linked = Budget(linked, 0) if linked else self

    def take(self) -> bool:
        """Pay for one value; false where nothing is left."""
        if self.left <= 0:
            return False
        self.left -= 1
        return True


def frozen(
    syntax: str, types: list[str], address: str, properties: Properties, place: str
) -> DataItem:
    """The item; nodes without an address of their own (``_:b1``) have no id."""
    named = "" if address.startswith("_:") else address
    kept = {name: tuple(values) for name, values in properties.items() if values}
    return DataItem(syntax, tuple(dict.fromkeys(types)), named, kept, place)


def place_of(name: str, line: int | None) -> str:
    return f"{name}, line {line}" if line else name
