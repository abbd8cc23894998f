"""One pass over the tree: every element and every text, with what its ancestors say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from lxml import etree

from webapp.pipeline.parse.elements import Element, text_of

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
#: Elements and attributes that change what is inherited; others pass it on as it is.
TELLING = UNSEEN | BOILERPLATE | {"head", "picture", "html", "main", "article"}
TELLING_ATTRIBUTES = frozenset({"hidden", "style", "lang", "role"})
#: What banners that ask for consent are called, by hand and by those who sell them.
CONSENT = re.compile(
    r"cookie[\w-]*(?:banner|notice|bar\b|consent|popup|dialog|modal|message|overlay"
    r"|policy|law|info|alert)|consent[\w-]*(?:banner|popup|dialog|modal|manager|overlay)"
    r"|\bgdpr|onetrust|usercentrics|didomi|cybotcookie|qc-cmp|\bcmpbox|\bcc-window",
    re.IGNORECASE,
)
CONSENT_TAGS = frozenset({"div", "section", "p", "dialog"})
BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main
    nav ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 (a list of words reads better as words)
)


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

    @property
    def is_shown(self) -> bool:
        return not (self.is_unseen or self.is_hidden or self.in_head)


class Visitor(Protocol):
    """Whoever wants to see the page."""

    def take(self, tag: Element, place: Place) -> None: ...

    def take_text(self, text: str, block: Element | None, place: Place) -> None:
        """A visible text; ``block`` is the nearest block element around it."""


class Walk:
    """Elements and texts in page order, each with its ``Place``."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.main = find_main(root)
        self.is_head_over = False
        #: The depths of all elements together, after ``show``.
        self.depth_sum = 0

    def show(self, *visitors: Visitor) -> None:
        takers = [visitor.take for visitor in visitors]
        readers = [visitor.take_text for visitor in visitors]
        places: list[Place] = [Place()]
        blocks: list[Element | None] = [None]
        inert: Element | None = None
        for event, tag in etree.iterwalk(self.root, events=("start", "end")):
            if event == "start":
                place = self.inherit(tag, places[-1])
                if inert is None:
                    for take in takers:
                        take(tag, place)
                    inert = tag if is_inert(tag) else None
                block = tag if tag.tag in BLOCKS else blocks[-1]
                text = tag.text
                self.depth_sum += len(places)
                places.append(place)
                blocks.append(block)
            else:
                places.pop()
                blocks.pop()
                inert = None if tag is inert else inert
                place, block, text = places[-1], blocks[-1], tag.tail
            if text and place.is_shown:
                for read in readers:
                    read(text, block, place)

    def inherit(self, tag: Element, parent: Place) -> Place:
        name = tag.tag
        is_telling = name in TELLING or tag is self.main or parent.in_head
        is_telling = is_telling or not TELLING_ATTRIBUTES.isdisjoint(tag.keys())
        if not is_telling and not (parent.in_main and asks_consent(tag)):
            return parent
        is_in_head = (parent.in_head and not self.is_head_over) or name == "head"
        if is_in_head and not parent.is_unseen and name not in HEAD_ELEMENTS | {"head"}:
            self.is_head_over, is_in_head = True, False
        is_main = tag is self.main or parent.in_main
        if is_main and tag is not self.main and self.is_boilerplate(tag):
            is_main = False
        return replace(
            parent,
            in_head=is_in_head,
            is_unseen=parent.is_unseen or is_unseen(tag),
            is_hidden=parent.is_hidden or is_hidden(tag),
            in_main=is_main,
            in_svg=parent.in_svg or name == "svg",
            in_picture=parent.in_picture or name == "picture",
            lang=text_of(tag, "lang") or parent.lang,
        )

    def is_boilerplate(self, tag: Element) -> bool:
        """Navigation and the like; an article's own header belongs to it."""
        if tag.tag in ("header", "footer"):
            return self.main is not None and self.main.tag == "html"
        if tag.tag == "form":
            # Some sites wrap the whole page in one form.
            return tag not in self.holders
        if tag.tag in BOILERPLATE or text_of(tag, "role").lower() in ROLES:
            return True
        return asks_consent(tag) and tag not in self.holders

    @cached_property
    def holders(self) -> set[Element]:
        """What has a heading or an article inside: each ancestor is met once, where
        a search from every form would cost quadratic time."""
        found: set[Element] = set()
        for tag in self.root.iter("h1", "h2", "article"):
            for parent in tag.iterancestors():
                if parent in found:
                    break
                found.add(parent)
        return found


def asks_consent(tag: Element) -> bool:
    """Whether its id or class says that it asks for consent to cookies."""
    if tag.tag not in CONSENT_TAGS:
        return False
    names = (tag.get("id"), tag.get("class"))
    return any(name and CONSENT.search(name) for name in names)


def find_main(root: Element) -> Element | None:
    """Where the main content is: main, else a single article, else the whole page.

    Not the body: where its tags were left out, lxml begins it too late.
    """
    main = next(root.iter("main"), None)
    if main is None:
        found = root.xpath("(//*[@role='main'])[1]")
        main = found[0] if found else None
    if main is not None:
        return main
    articles = root.iter("article")
    first, second = next(articles, None), next(articles, None)
    return first if first is not None and second is None else root


def is_unseen(tag: Element) -> bool:
    return tag.tag in UNSEEN and (tag.tag != "template" or is_inert(tag))


def is_inert(tag: Element) -> bool:
    """A template is no part of the page, unless it is the shadow of its parent.
    https://html.spec.whatwg.org/multipage/scripting.html#the-template-element"""
    return tag.tag == "template" and tag.get("shadowrootmode") is None


def is_hidden(tag: Element) -> bool:
    return tag.get("hidden") is not None or bool(
        DISPLAY_NONE.search(text_of(tag, "style"))
    )
