"""What a page loads and sends to: scripts, styles, frames, forms, media."""

from __future__ import annotations

from typing import Any

from webapp.domain.page_resources import Resource, Script
from webapp.pipeline.parse.elements import Element, snippet, text_of, tokens
from webapp.pipeline.parse.urls import resolve
from webapp.pipeline.parse.walk import Place

CAP = 5000
#: Element, the attribute with its address, and the kind of resource it is.
KINDS = {
    "iframe": ("src", "frame"),
    "frame": ("src", "frame"),
    "form": ("action", "form"),
    "video": ("src", "media"),
    "audio": ("src", "media"),
    "source": ("src", "media"),
    "track": ("src", "media"),
    "object": ("data", "object"),
    "embed": ("src", "object"),
}


class Resources:
    """Takes one tag after another and keeps what refers to something."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.scripts: list[Script] = []
        self.resources: list[Resource] = []
        self.is_cut = False

    def take(self, tag: Element, place: Place) -> None:
        name = tag.tag
        if name == "script":
            self.add_script(tag, place)
        elif name in KINDS:
            attribute, kind = KINDS[name]
            self.add(kind, tag, attribute)
        elif name == "link" and "stylesheet" in tokens(tag, "rel"):
            self.add("style", tag, "href")

    def take_text(self, text: str, block: Element | None, place: Place) -> None:
        """Texts load nothing."""

    def fields(self) -> dict[str, Any]:
        """The fields of ``ParsedPage`` that are found here."""
        return {
            "scripts": tuple(self.scripts),
            "resources": tuple(self.resources),
        }

    def add_script(self, tag: Element, place: Place) -> None:
        if len(self.scripts) >= CAP:
            self.is_cut = True
            return
        src = tag.get("src")
        self.scripts.append(
            Script(
                src=src[:2048] if src is not None else None,
                url=resolve(self.base, src),
                type=text_of(tag, "type").partition(";")[0].strip().lower(),
                is_async=tag.get("async") is not None,
                is_defer=tag.get("defer") is not None,
                in_head=place.in_head,
                size=len(tag.text or ""),
                snippet=snippet(tag),
            )
        )

    def add(self, kind: str, tag: Element, attribute: str) -> None:
        if tag.get(attribute) is None:
            return
        if len(self.resources) >= CAP:
            self.is_cut = True
            return
        url = resolve(self.base, tag.get(attribute))
        self.resources.append(Resource(kind, url, snippet(tag)))
