"""One pass over the tree: every element with what its ancestors say about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from bs4 import BeautifulSoup, Comment, Declaration, Doctype, Tag
from bs4.element import NavigableString, PageElement

SNIPPET_CHARACTERS = 300
#: How much of an element's content is looked at for its text.
LOOK_NODES = 400
LOOK_CHARACTERS = 2000
#: Nobody reads more of one text or attribute; many parts of a page may repeat it.
MAX_CHARACTERS = 10_000
#: Their text is not the page's.
UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "title", "svg", "iframe"}
)
#: Any other element ends the head, whether its end tag was written or not.
#: https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead
HEAD_ELEMENTS = frozenset(
    {"title", "base", "link", "meta", "noscript", "script", "style", "template"}
)
#: Inside the main content these are not part of it.
BOILERPLATE = frozenset({"nav", "aside", "form", "dialog", "footer", "header"})
ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
DISPLAY_NONE = re.compile(r"display\s*:\s*none", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """What an element inherits."""

    in_head: bool = False
    is_unseen: bool = False
    is_hidden: bool = False
    in_main: bool = False
    in_svg: bool = False
    in_picture: bool = False
    lang: str = ""


class Walk:
    """Elements and strings in page order, each with its ``Place``."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        self.main = find_main(soup)
        self.places: dict[int, Place] = {}
        self.is_head_over = False

    def tags(self) -> Iterator[tuple[Tag, Place]]:
        for node in self.soup.descendants:
            if isinstance(node, Tag):
                parent = self.place_of(node.parent)
                place = self.places[id(node)] = self.inherit(node, parent)
                yield node, place

    def strings(self) -> Iterator[tuple[NavigableString, Place]]:
        """Visible strings; ``tags()`` has to have run through before."""
        for node in self.soup.descendants:
            if isinstance(node, NavigableString) and not is_markup(node):
                place = self.place_of(node.parent)
                if not (place.is_unseen or place.is_hidden or place.in_head):
                    yield node, place

    def place_of(self, tag: Tag | None) -> Place:
        return self.places.get(id(tag), Place())

    def inherit(self, tag: Tag, parent: Place) -> Place:
        name = tag.name
        is_in_head = (parent.in_head and not self.is_head_over) or name == "head"
        if is_in_head and name != "head" and name not in HEAD_ELEMENTS:
            self.is_head_over, is_in_head = True, False
        is_main = tag is self.main or parent.in_main
        if is_main and tag is not self.main and self.is_boilerplate(tag):
            is_main = False
        return Place(
            in_head=is_in_head,
            is_unseen=parent.is_unseen or name in UNSEEN,
            is_hidden=parent.is_hidden or is_hidden(tag),
            in_main=is_main,
            in_svg=parent.in_svg or name == "svg",
            in_picture=parent.in_picture or name == "picture",
            lang=text_of(tag, "lang") or parent.lang,
        )

    def is_boilerplate(self, tag: Tag) -> bool:
        """Navigation and the like; an article's own header belongs to it."""
        if tag.name in ("header", "footer"):
            return self.main is not None and self.main.name == "html"
        if tag.name == "form":
            # Some sites wrap the whole page in one form.
            return id(tag) not in self.holders
        return tag.name in BOILERPLATE or text_of(tag, "role").lower() in ROLES

    @cached_property
    def holders(self) -> set[int]:
        """What has a heading or an article inside: each ancestor is met once, where
        a search from every form would cost quadratic time."""
        found: set[int] = set()
        for tag in self.soup.find_all(["h1", "h2", "article"]):
            for parent in tag.parents:
                if id(parent) in found:
                    break
                found.add(id(parent))
        return found


def find_main(soup: BeautifulSoup) -> Tag | None:
    """Where the main content is: main, else a single article, else the whole page.

    Not the body: where its tags were left out, lxml begins it too late.
    """
    main = soup.find("main") or soup.find(None, {"role": "main"})
    if isinstance(main, Tag):
        return main
    articles = soup.find_all("article", limit=2)
    if len(articles) == 1:
        return articles[0]
    return soup.html


def is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or bool(DISPLAY_NONE.search(text_of(tag, "style")))


def is_markup(node: NavigableString) -> bool:
    return isinstance(node, Comment | Declaration | Doctype)


def attribute(tag: Tag, name: str) -> str | None:
    """An attribute as one string, cut where it is absurdly long; None if absent."""
    value = tag.get(name)
    if value is None:
        return None
    text = " ".join(value) if isinstance(value, list) else str(value)
    return text[:MAX_CHARACTERS]


def text_of(tag: Tag, name: str) -> str:
    return (attribute(tag, name) or "").strip()


def tokens(tag: Tag, name: str) -> tuple[str, ...]:
    return tuple(text_of(tag, name).lower().split())


@dataclass(frozen=True, slots=True)
class Content:
    """What an element holds: its text and its images' names."""

    text: str
    alt: str


def content(tag: Tag) -> Content:
    """Look into an element, at most ``LOOK_NODES`` deep in page order: elements that
    are nested in their own kind by the thousand would cost quadratic time."""
    texts, alts = Room(), Room()
    for node in islice(inside(tag), LOOK_NODES):
        if isinstance(node, Tag):
            if node.name in ("img", "svg"):
                alts.take(text_of(node, "alt") or text_of(node, "aria-label"))
        elif isinstance(node, NavigableString) and not is_markup(node):
            texts.take(str(node)[:LOOK_CHARACTERS])
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


def inside(tag: Tag) -> Iterator[PageElement]:
    """As ``tag.descendants``, which looks for the last one before it gives the first,
    and so costs the depth below the tag however few are asked for."""
    open_tags = [iter(tag.contents)]
    while open_tags:
        node = next(open_tags[-1], None)
        if node is None:
            open_tags.pop()
            continue
        yield node
        if isinstance(node, Tag):
            open_tags.append(iter(node.contents))


def collapse(text: str) -> str:
    return " ".join(text.split())


def snippet(tag: Tag) -> str:
    """The start tag, shortened, as somebody would look for it in the source."""
    parts = [f"<{tag.name}"]
    for name in tag.attrs:
        parts.append(f' {name}="{attribute(tag, name)}"')
        if sum(map(len, parts)) > SNIPPET_CHARACTERS:
            return "".join(parts)[:SNIPPET_CHARACTERS] + "…"
    return "".join(parts) + ">"
