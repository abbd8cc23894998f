"""Items of microdata, by the algorithm of the HTML standard.

https://html.spec.whatwg.org/multipage/microdata.html#associating-names-with-items
extruct's extractor is not used: it copies the content of every property and searches
below every item anew, so that 50 KB of nested properties cost it seconds, and it gives
nothing for a ``time`` without ``datetime``.
"""

from __future__ import annotations

from collections.abc import Iterator

from webapp.domain.page_resources import DataItem
from webapp.pipeline.parse.elements import Element, attribute, text_of
from webapp.pipeline.parse.items_shape import (
    ABSOLUTE,
    MAX_DEPTH,
    Budget,
    Properties,
    frozen,
    full_name,
    is_schema_org,
    place_of,
    short,
    text_value,
)
from webapp.pipeline.parse.items_text import TextReader, address_of

MAX_STEPS = 200_000
MAX_TOKENS = 20
ADDRESSES = {
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track"), "src"),
    **dict.fromkeys(("a", "area", "link"), "href"),
    "video": "src",
    "object": "data",
}
#: Where the value is an attribute that may be missing; then the text counts.
ATTRIBUTES = {"data": "value", "meter": "value", "time": "datetime"}


class MicrodataReader:
    """Reads the items of a page; each belongs to its first holder."""

    def __init__(self, root: Element, base: str, budget: Budget) -> None:
        self.root = root
        self.base = base
        self.budget = budget
        self.texts = TextReader()
        self.steps = MAX_STEPS
        self.met: set[Element] = set()
        self.by_id: dict[str, Element] | None = None

    def items(self) -> Iterator[DataItem]:
        """Items that are nobody's property, then those whose holder is none."""
        scopes = self.root.xpath("//*[@itemscope]")
        for tag in scopes:
            if tag.get("itemprop") is None:
                yield self.item(tag, ())
        for tag in scopes:
            if tag not in self.met:
                yield self.item(tag, ())

    def item(self, tag: Element, path: tuple[Element, ...]) -> DataItem:
        self.met.add(tag)
        tokens = text_of(tag, "itemtype").split()[:MAX_TOKENS]
        types = [token for token in tokens if not token.isalnum()]  # no bare words
        vocabulary = vocabulary_of(types)
        properties: Properties = {}
        path = (*path, tag)
        for member in self.members(tag):
            value = self.value(member, path) if self.budget.left > 0 else None
            names = text_of(member, "itemprop").split()[:MAX_TOKENS]
            for name in names if value is not None else ():
                if self.budget.take():
                    full = full_name(vocabulary, name)
                    properties.setdefault(full, []).append(value)
        place = place_of("microdata", tag.sourceline)
        address = address_of(tag, "itemid", self.base)
        return frozen("microdata", list(map(short, types)), address, properties, place)

    def members(self, tag: Element) -> Iterator[Element]:
        """The elements with ``itemprop`` that belong to the item, in page order, those
        of ``itemref`` at the end."""
        references = text_of(tag, "itemref").split()[:MAX_TOKENS]
        waiting = [self.element(name) for name in reversed(references)]
        waiting += reversed(tag)
        seen = {tag}
        while waiting and self.steps > 0:
            self.steps -= 1
            node = waiting.pop()
            if node is None or (references and node in seen):
                continue
            if references:
                seen.add(node)
            if node.get("itemprop") is not None:
                yield node
            if node.get("itemscope") is None:
                waiting += reversed(node)

    def element(self, name: str) -> Element | None:
        if self.by_id is None:
            self.by_id = {}
            for tag in self.root.xpath("//*[@id]"):
                self.by_id.setdefault(tag.get("id"), tag)
        return self.by_id.get(name)

    def value(self, tag: Element, path: tuple[Element, ...]) -> DataItem | str | None:
        if tag.get("itemscope") is None:
            return self.plain(tag)
        if tag in path or len(path) >= MAX_DEPTH:
            return None
        return self.item(tag, path)

    def plain(self, tag: Element) -> str:
        """``content`` counts on any element: schema.org's own examples use it."""
        name = str(tag.tag)
        content = attribute(tag, "content")
        if name == "meta":
            return text_value(content or "")
        if name in ADDRESSES:
            return address_of(tag, ADDRESSES[name], self.base)
        declared = attribute(tag, ATTRIBUTES.get(name, "content"))
        if declared is None:
            declared = content
        return self.texts.text(tag) if declared is None else text_value(declared)


def vocabulary_of(types: list[str]) -> str:
    """Where the names of an item of this type come from."""
    first = types[0] if types else ""
    if not ABSOLUTE.match(first) or is_schema_org(first):
        return ""
    end = max(first.rfind("/"), first.rfind("#"))
    return first[: end + 1]


def microdata_items(root: Element, base: str, budget: Budget) -> Iterator[DataItem]:
    """Top items in page order."""
    return MicrodataReader(root, base, budget).items()
