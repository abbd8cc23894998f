"""The name of a page's structure: pages made from one template have the same.

What a template brings are its containers and their classes; paragraphs, lists, tables
and pictures come with the text, and so does what stands between paragraphs. So the name
is made of the different paths of containers, each once, below ``body`` and below the
main content: how many there are and what they hold makes no difference.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from webapp.domain.fetched_page import FetchedPage
from webapp.pipeline.parse.charset import decode
from webapp.pipeline.parse.elements import Element
from webapp.pipeline.parse.tree import cut, read

CONTAINERS = (
    *("div", "section", "article", "main", "header", "footer", "nav", "aside", "form"),
)
#: Where the template puts what the page is about.
MAIN = etree.XPath("(descendant::main | descendant::*[@role='main'])[1]")
#: The same on all pages of a site but for what is open or current in them.
CLOSED = frozenset({"nav", "footer", "aside", "form"})
LEVELS = 4
LEVELS_OF_MAIN = 3
#: A page of a million siblings is no template's.
MOST_CHILDREN = 2000
MOST_CLASSES = 12
DIGITS = re.compile(r"\d+")
#: What classes say of this one page and not of its template: its state, and in
#: WordPress its categories.
OF_PAGE = re.compile(
    r"(?:is|has|no|js|current|active|open|selected|category|tag|author|post_tag)(?:[-_]|$)"
)
CHARACTERS = 16


def template_of(fetched: FetchedPage) -> str:
    """Sixteen characters; empty where the page has no body."""
    body = read_body(decode(fetched)[0])
    if body is None:
        return ""
    paths = set(container_paths(body, "body", LEVELS))
    for main in MAIN(body):
        paths.update(container_paths(main, "main", LEVELS_OF_MAIN))
    text = "\n".join(sorted(paths)).encode("utf-8", "replace")
    return hashlib.sha256(text).hexdigest()[:CHARACTERS]


def read_body(text: str) -> Element | None:
    """A tree of its own: that of PARSE is spoilt once the page is taken apart. What is
    nested too deep for libxml2 is left out, as it would be below."""
    source = cut(text.replace("\0", "\ufffd")).encode("utf-8", "replace")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
    )
    root = read(source, parser)
    return None if root is None else root.find("body")


def container_paths(parent: Element, path: str, levels: int) -> Iterator[str]:
    yield path
    is_text = path != "body" and parent.find("p") is not None
    if levels and not is_text:
        for child in islice(parent.iterchildren(*CONTAINERS), MOST_CHILDREN):
            deeper = 0 if child.tag in CLOSED else levels - 1
            yield from container_paths(child, f"{path}/{label(child)}", deeper)


def label(element: Element) -> str:
    """The tag and its classes, without numbers."""
    classes = (element.get("class") or "").split()[:MOST_CLASSES]
    kept = {DIGITS.sub("", name) for name in classes if not OF_PAGE.match(name)}
    return ".".join([element.tag, *sorted(kept - {""})])
