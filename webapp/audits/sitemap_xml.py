"""Entries of an XML sitemap or feed, read without building a tree.

A stranger's XML: no entity is resolved, nothing is loaded, and a few bytes of it must
not become an element each in memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from webapp.audits.sitemap_bytes import Pieces

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
ROOTS = {"urlset": "urlset", "sitemapindex": "index", "rss": "feed", "feed": "feed"}
ENTRIES = {
    "urlset": frozenset({"url", "sitemap"}),
    "index": frozenset({"url", "sitemap"}),
    "feed": frozenset({"item", "entry"}),
}
#: No address is longer that can be asked for.
MOST_CHARACTERS = 4096
#: A file of 50 MB that says something has fewer.
MOST_ELEMENTS = 2_000_000
#: What a link of a feed's entry may say that it is.
TO_PAGE = frozenset({None, "", "alternate"})


class NotASitemap(Exception):
    """Carries the reason."""


@dataclass
class EntryReader:
    """A parser's target. ``entries`` are (loc, lastmod) as written, trimmed."""

    kind: str = ""
    namespace: str = ""
    entries: list[tuple[str, str]] = field(default_factory=list)
    elements: int = 0
    depth: int = 0
    entry_depth: int = 0
    is_in_field: bool = False
    texts: dict[str, str] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    characters: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise NotASitemap("it has too many elements")
        self.depth += 1
        name = local_name(tag)
        if self.depth == 1:
            self.begin(tag, name)
        elif not self.entry_depth and name in ENTRIES[self.kind]:
            self.entry_depth, self.texts = self.depth, {}
        self.is_in_field = self.is_at_field
        if self.is_in_field:
            self.heard, self.characters = [], 0
            if name == "link" and attributes.get("rel") in TO_PAGE:
                self.data(attributes.get("href", ""))

    @property
    def is_at_field(self) -> bool:
        """A child of an entry, no deeper one: an image has a ``loc`` as well."""
        return bool(self.entry_depth) and self.depth == self.entry_depth + 1

    def begin(self, tag: str, name: str) -> None:
        if name not in ROOTS:
            reason = f"its root element is {name[:60]}, not urlset or sitemapindex"
            raise NotASitemap(reason)
        self.kind = ROOTS[name]
        self.namespace = tag.rpartition("}")[0].removeprefix("{")

    def data(self, text: str) -> None:
        if self.is_in_field and self.characters < MOST_CHARACTERS:
            self.heard.append(text[:MOST_CHARACTERS])
            self.characters += len(text)

    def end(self, tag: str) -> None:
        if self.is_at_field:
            text = "".join(self.heard).strip()
            if text:
                self.texts.setdefault(local_name(tag), text)
            self.is_in_field = False
        elif self.depth == self.entry_depth:
            self.entries.append(self.entry())
            self.entry_depth = 0
        self.depth -= 1

    def entry(self) -> tuple[str, str]:
        if self.kind == "feed":
            return self.texts.get("link", ""), self.texts.get("updated", "")
        return self.texts.get("loc", ""), self.texts.get("lastmod", "")

    def close(self) -> None:
        """Nothing is left to do."""


def read_entries(stream: Iterable[bytes], pieces: Pieces, most: int) -> EntryReader:
    """Until there are more than ``most``; ``stream`` is what ``pieces`` gives. Raises
    ``NotASitemap`` and lxml's ``XMLSyntaxError``."""
    reader = EntryReader()
    parser = etree.XMLParser(
        target=reader,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for piece in stream:
        parser.feed(piece)
        if len(reader.entries) > most:
            del reader.entries[most + 1 :]
            return reader
    if not pieces.is_cut:
        parser.close()
    return reader


def local_name(tag: str) -> str:
    return tag.rpartition("}")[2]
