"""The tree of a page, no deeper and no larger than what can be read in time.

lxml's own tree is walked: a second one in Python (BeautifulSoup's) takes more time than
all the rest of PARSE, and the extractors of structured data and text want lxml's.
Many questions to a tree cost its depth, and every tag costs time and memory: a few
kilobytes on the wire can hold a million of them.
"""

from __future__ import annotations

from collections import Counter

import lxml.html
from lxml import etree

#: libxml2's own limit, and about that of browsers (512); pages written by people stay
#: below 50.
MAX_DEPTH = 255
#: Start tags, end tags, comments: a page of 5 MB that people read has fewer.
MAX_MARKS = 200_000


#: lxml.html's own lookup asks Python for the class of each element; nothing here needs
#: its special classes.
LOOKUP = etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement)


class ShallowBuilder:
    """A parser's target. What is too deep stands beside its parent instead of inside,
    as in browsers."""

    def __init__(self) -> None:
        self.builder = etree.TreeBuilder(
            element_factory=lxml.html.html_parser.makeelement
        )
        self.depth = 0
        self.too_deep: Counter[str] = Counter()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.builder.start(tag, dict(attributes))
        self.depth += 1
        if self.depth >= MAX_DEPTH:
            self.builder.end(tag)
            self.depth -= 1
            self.too_deep[tag] += 1

    def end(self, tag: str) -> None:
        """The end of one that stands beside closes nothing above it."""
        if self.too_deep[tag]:
            self.too_deep[tag] -= 1
            return
        self.builder.end(tag)
        self.depth -= 1

    def data(self, text: str) -> None:
        self.builder.data(text)

    def comment(self, text: str) -> None:
        """Comments are nobody's text."""

    def close(self) -> etree._Element | None:
        return self.builder.close() if self.builder else None


def make_tree(text: str) -> tuple[etree._Element | None, bool]:
    """The ``html`` element (None: there is nothing in it), and whether the text goes on
    past the tree. libxml2 stops at a NUL."""
    kept = cut(text.replace("\0", "\ufffd"))
    source = kept.encode("utf-8", "replace")
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(LOOKUP)
    root = read(source, parser)
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        deep = lxml.html.HTMLParser(
            encoding="utf-8", target=ShallowBuilder(), huge_tree=True
        )
        root = read(source, deep)
    return root, len(kept) < len(text)


def read(source: bytes, parser: lxml.html.HTMLParser) -> etree._Element | None:
    try:
        return etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, AssertionError):  # no element in it
        return None


def cut(text: str) -> str:
    parts = text.split("<", MAX_MARKS + 1)
    is_over = len(parts) > MAX_MARKS + 1
    return text[: -len(parts[-1]) - 1] if is_over else text
