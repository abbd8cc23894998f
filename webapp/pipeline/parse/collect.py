"""From tags to the parts of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from bs4 import Tag

from webapp.domain.page_parts import Heading, Image, Link, LinkElement, Meta, Title
from webapp.pipeline.parse.elements import (
    Content,
    Place,
    attribute,
    collapse,
    content,
    snippet,
    text_of,
    tokens,
)
from webapp.pipeline.parse.urls import is_internal, resolve

T = TypeVar("T")

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Each list of a page keeps at most this many entries.
CAP = 5000


class Collector:
    """Takes one tag after another and sorts it into its list."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.titles: list[Title] = []
        self.metas: list[Meta] = []
        self.link_elements: list[LinkElement] = []
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.is_cut = False

    def take(self, tag: Tag, place: Place) -> None:
        name = tag.name
        if name in HEADINGS or text_of(tag, "role") == "heading":
            self.add(self.headings, heading, tag, place)
        elif name in ("a", "area"):
            self.add(self.links, self.link, tag, place)
        elif name == "img":
            self.add(self.images, self.image, tag, place)
        elif name == "meta":
            self.add(self.metas, meta, tag, place)
        elif name == "link":
            self.add(self.link_elements, self.link_element, tag, place)
        elif name == "title" and not place.in_svg:
            self.add(self.titles, title, tag, place)

    def add(
        self, entries: list[T], make: Callable[[Tag, Place], T], tag: Tag, place: Place
    ) -> None:
        if len(entries) < CAP:
            entries.append(make(tag, place))
        else:
            self.is_cut = True

    def link_element(self, tag: Tag, place: Place) -> LinkElement:
        href = attribute(tag, "href")
        return LinkElement(
            rel=tokens(tag, "rel"),
            href=href,
            url=resolve(self.base, href),
            hreflang=attribute(tag, "hreflang"),
            media=attribute(tag, "media"),
            type=attribute(tag, "type"),
            sizes=attribute(tag, "sizes"),
            in_head=place.in_head,
            snippet=snippet(tag),
        )

    def link(self, tag: Tag, place: Place) -> Link:
        href = attribute(tag, "href")
        url = resolve(self.base, href)
        inside = content(tag)
        return Link(
            href=href,
            url=url,
            text=inside.text,
            label=accessible_name(tag, inside),
            rel=tokens(tag, "rel"),
            lang=place.lang,
            role=text_of(tag, "role"),
            id=text_of(tag, "id"),
            name=text_of(tag, "name"),
            has_onclick=tag.has_attr("onclick"),
            is_internal=is_internal(self.base, url),
            is_hidden=place.is_hidden,
            snippet=snippet(tag),
        )

    def image(self, tag: Tag, place: Place) -> Image:
        link = tag.find_parent("a")
        return Image(
            src=text_of(tag, "src"),
            url=resolve(self.base, attribute(tag, "src")),
            alt=attribute(tag, "alt"),
            width=attribute(tag, "width"),
            height=attribute(tag, "height"),
            style=text_of(tag, "style"),
            loading=text_of(tag, "loading").lower(),
            role=text_of(tag, "role").lower(),
            label=text_of(tag, "aria-label"),
            is_aria_hidden=text_of(tag, "aria-hidden") == "true",
            is_hidden=place.is_hidden,
            in_picture=place.in_picture,
            in_bare_link=link is not None and not accessible_name(link),
            snippet=snippet(tag),
        )


def title(tag: Tag, place: Place) -> Title:
    return Title(content(tag).text, place.in_head)


def heading(tag: Tag, place: Place) -> Heading:
    level = int(tag.name[1]) if tag.name in HEADINGS else aria_level(tag)
    return Heading(level, accessible_name(tag), place.is_hidden, snippet(tag))


def aria_level(tag: Tag) -> int:
    """``aria-level``; a heading role without one counts as 2 (WAI-ARIA 1.2)."""
    text = text_of(tag, "aria-level")
    return int(text) if text in tuple("123456789") else 2


def meta(tag: Tag, place: Place) -> Meta:
    return Meta(
        name=text_of(tag, "name").lower(),
        property=text_of(tag, "property").lower(),
        http_equiv=text_of(tag, "http-equiv").lower(),
        charset=text_of(tag, "charset").lower(),
        content=collapse(text_of(tag, "content")),
        in_head=place.in_head,
        snippet=snippet(tag),
    )


def accessible_name(tag: Tag, inside: Content | None = None) -> str:
    """aria-label, else the content with its images' alternative texts, else title.

    https://www.w3.org/TR/accname-1.2/ in short: references by id are not followed.
    """
    label = text_of(tag, "aria-label")
    if label:
        return collapse(label)
    inside = inside or content(tag)
    return collapse(f"{inside.text} {inside.alt}") or collapse(text_of(tag, "title"))
