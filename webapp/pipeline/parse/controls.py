"""What people use and enter, and how parts of a page refer to each other by id."""

from __future__ import annotations

from typing import Any

from webapp.domain.page_resources import Control
from webapp.pipeline.parse.elements import (
    Element,
    accessible_name,
    collapse,
    content,
    snippet,
    text_of,
    tokens,
)
from webapp.pipeline.parse.walk import Place

CAP = 5000
KINDS = frozenset({"button", "select", "textarea", "input", "iframe"})
#: Attributes that name ids of other elements.
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
#: Browsers name these themselves.
NAMED_BY_BROWSER = frozenset({"submit", "reset"})


class Controls:
    """Takes one tag after another; names are looked up at the end."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Element, bool]] = []
        self.labels: dict[str, str] = {}
        self.by_id: dict[str, Element] = {}
        self.ids: list[str] = []
        self.references: set[str] = set()
        self.mains: list[str] = []
        self.is_cut = False

    def take(self, tag: Element, place: Place) -> None:
        name = tag.tag
        if name in KINDS and not place.in_head:
            self.add(tag, place)
        elif name == "label":
            self.label(tag)
        if (name == "main" or tag.get("role") == "main") and not place.is_hidden:
            self.mains.append(snippet(tag))
        keys = tag.keys()
        if "id" in keys:
            self.identify(tag)
        for attribute in REFERRING:
            if attribute in keys:
                self.references.update(text_of(tag, attribute).split())

    def take_text(self, text: str, block: Element | None, place: Place) -> None:
        """Texts are read through their elements here."""

    def add(self, tag: Element, place: Place) -> None:
        if len(self.waiting) >= CAP:
            self.is_cut = True
        elif tag.tag != "input" or text_of(tag, "type").lower() != "hidden":
            self.waiting.append((tag, place.is_hidden))

    def label(self, tag: Element) -> None:
        if target := text_of(tag, "for"):
            self.labels.setdefault(target, content(tag).text)

    def identify(self, tag: Element) -> None:
        name = text_of(tag, "id")
        if name and len(self.ids) < CAP * 4:
            self.ids.append(name)
            self.by_id.setdefault(name, tag)

    def fields(self) -> dict[str, Any]:
        """The fields of ``ParsedPage`` that are found here."""
        return {
            "controls": tuple(
                Control(kind(tag), self.name_of(tag), hidden, snippet(tag))
                for tag, hidden in self.waiting
            ),
            "mains": tuple(self.mains),
            "ids": tuple(self.ids),
            "references": frozenset(self.references),
        }

    def name_of(self, tag: Element) -> str:
        """https://www.w3.org/TR/html-aam-1.0/#accname-computation in short."""
        named = tokens(tag, "aria-labelledby")
        texts = [content(self.by_id[name]).text for name in named if name in self.by_id]
        own = collapse(" ".join(texts)) or text_of(tag, "aria-label")
        return own or self.native_name(tag) or text_of(tag, "title")

    def native_name(self, tag: Element) -> str:
        if tag.tag == "button":
            return accessible_name(tag)
        if tag.tag == "iframe":
            return ""
        if tag.tag == "input" and (given := input_name(tag)):
            return given
        label = self.labels.get(text_of(tag, "id"), "")
        around = next(tag.iterancestors("label"), None)
        wrapped = content(around).text if around is not None else ""
        return label or wrapped or text_of(tag, "placeholder")


def kind(tag: Element) -> str:
    if tag.tag != "input":
        return str(tag.tag)
    return text_of(tag, "type").lower() or "text"


def input_name(tag: Element) -> str:
    """What a button made of an input shows."""
    chosen = kind(tag)
    if chosen == "image":
        return text_of(tag, "alt")
    if chosen in NAMED_BY_BROWSER:
        return text_of(tag, "value") or chosen
    return text_of(tag, "value") if chosen == "button" else ""
