"""Questions to one element: attributes, text, accessible name, snippet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

SNIPPET_CHARACTERS = 300
#: How much of an element's content is looked at for its text.
LOOK_NODES = 400
LOOK_CHARACTERS = 2000
#: Nobody reads more of one text or attribute; many parts of a page may repeat it.
MAX_CHARACTERS = 10_000

NO_TEXT = frozenset({"script", "style"})

#: lxml has no types.
Element = Any


def attribute(tag: Element, name: str) -> str | None:
    """An attribute, cut where it is absurdly long; None if absent."""
    value = tag.get(name)
    return None if value is None else str(value)[:MAX_CHARACTERS]


def text_of(tag: Element, name: str) -> str:
    return (attribute(tag, name) or "").strip()


def tokens(tag: Element, name: str) -> tuple[str, ...]:
    return tuple(text_of(tag, name).lower().split())


@dataclass(frozen=True, slots=True)
class Content:
    """What an element holds: its text and its images' names."""

    text: str
    alt: str


def content(tag: Element) -> Content:
    """Look into an element, at most ``LOOK_NODES`` far in page order: elements that
    are nested in their own kind by the thousand would cost quadratic time."""
    if not len(tag):
        return Content(collapse((tag.text or "")[:LOOK_CHARACTERS]), "")
    texts, alts = Room(), Room()
    for node in islice(inside(tag), LOOK_NODES):
        if isinstance(node, str):
            texts.take(node[:LOOK_CHARACTERS])
        elif node.tag in ("img", "svg"):
            alts.take(text_of(node, "alt") or text_of(node, "aria-label"))
    return Content(texts.collapsed(), alts.collapsed())


class Room:
    """Takes texts until ``MAX_CHARACTERS`` are there."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.left = MAX_CHARACTERS

    def take(self, text: str) -> None:
        self.parts.append(text[: self.left])
        self.left -= len(self.parts[-1])

    def collapsed(self) -> str:
        return collapse(" ".join(self.parts))


def inside(tag: Element) -> Iterator[Any]:
    """The texts and elements below a tag, in page order."""
    if tag.text:
        yield tag.text
    open_tags = [iter(tag)]
    trail = [tag]
    while open_tags:
        node = next(open_tags[-1], None)
        if node is None:
            open_tags.pop()
            done = trail.pop()
            if trail and done.tail:
                yield done.tail
            continue
        yield node
        if node.text and node.tag not in NO_TEXT:
            yield node.text
        open_tags.append(iter(node))
        trail.append(node)


def collapse(text: str) -> str:
    return " ".join(text.split())


def accessible_name(tag: Element, inner: Content | None = None) -> str:
    """aria-label, else the content with its images' alternative texts, else title.

    https://www.w3.org/TR/accname-1.2/ in short: references by id are not followed.
    """
    label = text_of(tag, "aria-label")
    if label:
        return collapse(label)
    inner = inner or content(tag)
    return collapse(f"{inner.text} {inner.alt}") or collapse(text_of(tag, "title"))


def snippet(tag: Element) -> str:
    """The start tag, shortened, as somebody would look for it in the source."""
    parts = [f"<{tag.tag}"]
    length = 0
    for name, value in islice(tag.items(), 100):
        parts.append(f' {name}="{value[:MAX_CHARACTERS]}"')
        length += len(parts[-1])
        if length > SNIPPET_CHARACTERS:
            return "".join(parts)[:SNIPPET_CHARACTERS] + "…"
    return "".join(parts) + ">"
