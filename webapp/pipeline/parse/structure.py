"""How the content is made: tables, quotations, bylines, what is hidden, containers."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from webapp.domain.page_resources import AppRoot, HiddenText, Quote, Table
from webapp.domain.words import count_words
from webapp.pipeline.parse.elements import (
    MAX_CHARACTERS,
    Element,
    collapse,
    content,
    inside,
    snippet,
    text_of,
    tokens,
)
from webapp.pipeline.parse.walk import Place

CAP = 500
LOOK_NODES = 5000
LIST_ITEMS = frozenset({"li", "dt", "dd"})
#: Containers that frameworks fill in the browser (React, Vue, Next.js, Nuxt).
APP_ROOTS = frozenset({"root", "app", "__next", "__nuxt"})
#: Ways of a style attribute to keep a text from being seen.
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-indent\s*:\s*-\d{3,}"
    r"|(?<![\w-])(?:left|top|right)\s*:\s*-\d{3,}|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])",
    re.I,
)
BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|author|autor|auteur)(?:$|[\s_-])", re.I
)
BYLINE_CHARACTERS = 120


class Structure:
    """Takes one tag after another and keeps what tells how the content is made."""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.quotes: list[Quote] = []
        self.bylines: list[str] = []
        self.hidden: list[HiddenText] = []
        self.app_roots: list[AppRoot] = []
        self.hider: Element | None = None
        self.list_items = 0
        self.dom_size = 0
        self.is_cut = False

    def take(self, tag: Element, place: Place) -> None:
        self.dom_size += 1
        self.take_kind(tag, place)
        keys = tag.keys()
        if not keys:
            return
        if "style" in keys or "hidden" in keys:
            self.note_hidden(tag)
        if tag.get("id") in APP_ROOTS:
            text = self.text_below(tag)
            self.app_roots.append(AppRoot(tag.get("id"), len(text)))
        if len(self.bylines) < 20 and place.is_shown and is_byline(tag):
            text = content(tag).text
            if 0 < len(text) <= BYLINE_CHARACTERS:
                self.bylines.append(text)

    def take_kind(self, tag: Element, place: Place) -> None:
        name = tag.tag
        if name == "table" and len(self.tables) < CAP:
            self.tables.append(table(tag, place))
        elif name in ("blockquote", "q") and len(self.quotes) < CAP:
            self.quotes.append(quote(tag, place))
        elif name in LIST_ITEMS:
            self.list_items += place.in_main and place.is_shown

    def take_text(self, text: str, block: Element | None, place: Place) -> None:
        """Texts are read through their elements here."""

    def fields(self) -> dict[str, Any]:
        """The fields of ``ParsedPage`` that are found here."""
        return {
            "tables": tuple(self.tables),
            "quotes": tuple(self.quotes),
            "list_items": self.list_items,
            "bylines": tuple(self.bylines),
            "hidden_texts": tuple(self.hidden),
            "app_roots": tuple(self.app_roots),
            "dom_size": self.dom_size,
        }

    def note_hidden(self, tag: Element) -> None:
        is_hiding = tag.get("hidden") is not None or HIDING.search(
            text_of(tag, "style")
        )
        if not is_hiding or len(self.hidden) >= CAP or self.is_inside_hidden(tag):
            return
        self.hider = tag
        links = sum(1 for _ in islice(tag.iter("a"), CAP))
        words = count_words(self.text_below(tag))
        if words:
            self.hidden.append(HiddenText(words, links, snippet(tag)))

    def is_inside_hidden(self, tag: Element) -> bool:
        return self.hider is not None and any(
            parent is self.hider for parent in tag.iterancestors()
        )

    def text_below(self, tag: Element) -> str:
        found = [node for node in islice(inside(tag), LOOK_NODES) if type(node) is str]
        return collapse(" ".join(found))[:MAX_CHARACTERS]


def table(tag: Element, place: Place) -> Table:
    rows = sum(1 for _ in islice(tag.iter("tr"), CAP))
    has_header = next(tag.iter("th"), None) is not None
    return Table(rows, has_header, place.in_main, snippet(tag))


def quote(tag: Element, place: Place) -> Quote:
    cite = next(tag.iter("cite"), None)
    named = content(cite).text if cite is not None else ""
    source = text_of(tag, "cite") or named
    return Quote(content(tag).text, source, place.in_main, snippet(tag))


def is_byline(tag: Element) -> bool:
    """Marked as the author's, by rel, itemprop or class."""
    if "author" in tokens(tag, "rel") or "author" in tokens(tag, "itemprop"):
        return True
    return bool(BYLINE_CLASS.search(tag.get("class") or ""))
