"""Text and addresses of elements that carry a property."""

from __future__ import annotations

from itertools import islice

from webapp.pipeline.parse.elements import (
    MAX_CHARACTERS,
    Element,
    attribute,
    collapse,
    inside,
)
from webapp.pipeline.parse.urls import resolve
from webapp.pipeline.parse.walk import BLOCKS

#: Nodes looked at for the text of one property, and of all of a page.
LOOK_NODES = 2000
MAX_NODES = 100_000


class TextReader:
    """Reads texts until ``MAX_NODES`` were looked at: properties inside of properties
    would be read over and over."""

    def __init__(self) -> None:
        self.left = MAX_NODES

    def text(self, tag: Element) -> str:
        """All text inside, hidden or not, white space collapsed; blocks and line breaks
        divide words."""
        if not len(tag):
            return collapse((tag.text or "")[:MAX_CHARACTERS])
        parts: list[str] = []
        length = 0
        for node in islice(inside(tag), min(LOOK_NODES, self.left)):
            self.left -= 1
            if not isinstance(node, str):
                node = " " if node.tag in BLOCKS or node.tag == "br" else ""
            parts.append(node[: MAX_CHARACTERS - length])
            length += len(parts[-1])
            if length >= MAX_CHARACTERS:
                break
        return collapse("".join(parts))


def address_of(tag: Element, name: str, base: str) -> str:
    return resolve(base, attribute(tag, name))
