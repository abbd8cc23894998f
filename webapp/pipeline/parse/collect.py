"""Titles, metas, links, headings, images: what a page says of itself and shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from webapp.domain.page_parts import Heading, Image, Link, LinkElement, Meta, Title
from webapp.domain.page_resources import Base
from webapp.pipeline.parse.elements import (
    Element,
    accessible_name,
    attribute,
    collapse,
    content,
    snippet,
    text_of,
    tokens,
)
from webapp.pipeline.parse.urls import WEB, is_internal, resolve
from webapp.pipeline.parse.walk import Place

#: Makes a part of a page, or None where the tag is none.
Make = Callable[[Element, Place], Any]

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Each list of a page keeps at most this many entries.
CAP = 5000


class Collector:
    """Takes one tag after another and sorts it into its list."""

    def __init__(self, page_url: str, base: str) -> None:
        self.page_url = page_url
        self.base = base
        self.bases: list[Base] = []
        self.bare_pictures: list[str] = []
        self.titles: list[Title] = []
        self.metas: list[Meta] = []
        self.link_elements: list[LinkElement] = []
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.is_cut = False
        self.last_link: Element | None = None
        self.last_is_bare = False
        self.makers: dict[str, tuple[list[Any], Make]] = {
            **dict.fromkeys(HEADINGS, (self.headings, heading)),
            "a": (self.links, self.link),
            "area": (self.links, self.link),
            "img": (self.images, self.image),
            "meta": (self.metas, meta),
            "link": (self.link_elements, self.link_element),
            "title": (self.titles, title),
            "base": (self.bases, self.base_element),
            "picture": (self.bare_pictures, bare_picture),
        }

    def take(self, tag: Element, place: Place) -> None:
        name = tag.tag
        if name in self.makers:
            entries, make = self.makers[name]
            self.add(entries, make, tag, place)
        elif tag.get("role") == "heading":
            self.add(self.headings, heading, tag, place)

    def take_text(self, text: str, block: Element | None, place: Place) -> None:
        """Texts are read through their elements here."""

    def add(self, entries: list[Any], make: Make, tag: Element, place: Place) -> None:
        if len(entries) >= CAP:
            self.is_cut = True
        elif (entry := make(tag, place)) is not None:
            entries.append(entry)

    def fields(self) -> dict[str, Any]:
        """The fields of ``ParsedPage`` that are found here."""
        return {
            "titles": tuple(self.titles),
            "metas": tuple(self.metas),
            "bases": tuple(self.bases),
            "link_elements": tuple(self.link_elements),
            "headings": tuple(self.headings),
            "links": tuple(self.links),
            "images": tuple(self.images),
            "bare_pictures": tuple(self.bare_pictures),
        }

    def link_element(self, tag: Element, place: Place) -> LinkElement:
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

    def link(self, tag: Element, place: Place) -> Link:
        href = attribute(tag, "href")
        url = resolve(self.base, href)
        inside = content(tag)
        return Link(
            href=href,
            url=url,
            text=inside.text,
            label=accessible_name(tag, inside),
            rel=tokens(tag, "rel"),
            lang=inner_lang(tag) or place.lang,
            role=text_of(tag, "role"),
            id=text_of(tag, "id"),
            name=text_of(tag, "name"),
            has_onclick=bool(text_of(tag, "onclick")),
            is_internal=is_internal(self.page_url, url),
            is_hidden=place.is_hidden,
            in_main=place.in_main,
            snippet=snippet(tag),
        )

    def base_element(self, tag: Element, _: Place) -> Base | None:
        if tag.get("href") is None:
            return None
        url = resolve(self.page_url, tag.get("href"))
        return Base(
            attribute(tag, "href") or "", url if WEB.match(url) else "", snippet(tag)
        )

    def is_bare(self, link: Element) -> bool:
        """Whether a link has no name; many images may lie in one link."""
        if self.last_link is not link:
            self.last_link, self.last_is_bare = link, not accessible_name(link)
        return self.last_is_bare

    def image(self, tag: Element, place: Place) -> Image:
        link = next(tag.iterancestors("a"), None)
        return Image(
            src=text_of(tag, "src"),
            url=resolve(self.base, attribute(tag, "src")),
            srcset=text_of(tag, "srcset"),
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
            in_bare_link=link is not None and self.is_bare(link),
            in_main=place.in_main,
            snippet=snippet(tag),
        )


def inner_lang(tag: Element) -> str:
    """The language of the one element that holds all of a link's text."""
    is_alone = len(tag) == 1 and not (tag.text or "").strip()
    return (
        text_of(tag[0], "lang") if is_alone and not (tag[0].tail or "").strip() else ""
    )


def bare_picture(tag: Element, _: Place) -> str | None:
    """A picture without the img that engines look for."""
    return snippet(tag) if tag.find(".//img") is None else None


def title(tag: Element, place: Place) -> Title | None:
    """Titles of SVG drawings are none of the document's."""
    return None if place.in_svg else Title(content(tag).text, place.in_head)


def heading(tag: Element, place: Place) -> Heading:
    level = int(tag.tag[1]) if tag.tag in HEADINGS else aria_level(tag)
    return Heading(level, accessible_name(tag), place.is_hidden, snippet(tag))


def aria_level(tag: Element) -> int:
    """``aria-level``; a heading role without one counts as 2 (WAI-ARIA 1.2)."""
    text = text_of(tag, "aria-level")
    return int(text) if text in tuple("123456789") else 2


def meta(tag: Element, place: Place) -> Meta | None:
    """One in noscript speaks to those alone who run no scripts."""
    if place.is_unseen:
        return None
    return Meta(
        name=text_of(tag, "name").lower(),
        property=text_of(tag, "property").lower(),
        http_equiv=text_of(tag, "http-equiv").lower(),
        charset=text_of(tag, "charset").lower(),
        content=collapse(text_of(tag, "content")),
        in_head=place.in_head,
        snippet=snippet(tag),
    )
