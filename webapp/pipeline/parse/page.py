"""Put a page together from its parts."""

from __future__ import annotations

import re
from typing import Any

from webapp.domain.fetched_page import FetchedPage
from webapp.domain.page_parts import Charset
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.words import count_words
from webapp.exceptions import AnalysisFailed
from webapp.pipeline.parse.charset import decode
from webapp.pipeline.parse.collect import Collector
from webapp.pipeline.parse.controls import Controls
from webapp.pipeline.parse.elements import Element, attribute
from webapp.pipeline.parse.extracted import extract_text
from webapp.pipeline.parse.head import head_breaker
from webapp.pipeline.parse.items import collect_items
from webapp.pipeline.parse.json_ld import collect_json_ld
from webapp.pipeline.parse.language import detect_language
from webapp.pipeline.parse.resources import Resources
from webapp.pipeline.parse.structure import Structure
from webapp.pipeline.parse.text import Blocks
from webapp.pipeline.parse.tree import make_tree
from webapp.pipeline.parse.urls import WEB, resolve
from webapp.pipeline.parse.visible_dates import find_dates
from webapp.pipeline.parse.walk import Walk

#: As long as a URL may be that is scanned; each link would carry its own copy.
MAX_BASE = 2048
#: Comments and processing instructions may stand before it.
DOCTYPE = re.compile(
    r"(?:\s+|<!--.*?-->|<\?[^>]*>)*<!doctype\s*([^>]*)>", re.I | re.DOTALL
)
LOOK_CHARACTERS = 5000


def parse(fetched: FetchedPage) -> ParsedPage:
    """Take a page apart. Raises ``AnalysisFailed`` (empty_page, no_html)."""
    if not fetched.body.strip():
        sentence = "The server sent an empty page, so there is nothing to check."
        raise AnalysisFailed("empty_page", sentence)
    text, charset = decode(fetched)
    root, is_cut = make_tree(text)
    if root is None:
        sentence = "The server says HTML, but what it sent has no element in it."
        raise AnalysisFailed("no_html", sentence)
    return put_together(fetched, text, charset, root, is_cut=is_cut)


def put_together(
    fetched: FetchedPage, text: str, charset: Charset, root: Element, *, is_cut: bool
) -> ParsedPage:
    url = fetched.final_url
    base = base_url(root, url)
    blocks = Blocks()
    collectors = (Collector(url, base), Resources(base), Controls(), Structure())
    walk = Walk(root)
    walk.show(*collectors, blocks)
    main_text = blocks.main_text()
    word_count = count_words(main_text)
    json_ld = collect_json_ld(root)
    fields: dict[str, Any] = {}
    for collector in collectors:
        fields |= collector.fields()
    return ParsedPage(
        url=url,
        charset=charset,
        doctype=find_doctype(text),
        lang=attribute(root, "lang"),
        head_breaker=head_breaker(text),
        json_ld=json_ld,
        items=collect_items(root, base, json_ld),
        blocks=tuple(blocks.found),
        main_text=main_text,
        word_count=word_count,
        text_language=detect_language(main_text),
        visible_dates=find_dates(root, url),
        extracted_text=extract_text(root, word_count, walk.depth_sum),  # spoils it
        is_cut=is_cut or fetched.truncated or any(c.is_cut for c in collectors),
        **fields,
    )


def base_url(root: Element, url: str) -> str:
    """What links are relative to: the page's URL where a base leads nowhere, or is so
    long that no link could be followed from it.

    https://html.spec.whatwg.org/multipage/semantics.html#set-the-frozen-base-url
    """
    given = ""
    for base in root.iter("base"):
        if base.get("href") is not None:
            given = resolve(url, attribute(base, "href"))
            break
    return given if WEB.match(given) and len(given) <= MAX_BASE else url


def find_doctype(text: str) -> str | None:
    found = DOCTYPE.match(text[:LOOK_CHARACTERS])
    return found[1].strip() if found else None
