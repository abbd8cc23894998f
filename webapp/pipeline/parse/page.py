"""Put a page together from its parts."""

from __future__ import annotations

from bs4 import BeautifulSoup, Doctype, Tag

from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.words import count_words
from webapp.exceptions import AnalysisFailed
from webapp.pipeline.parse.charset import decode
from webapp.pipeline.parse.collect import Collector
from webapp.pipeline.parse.elements import Walk, attribute
from webapp.pipeline.parse.json_ld import collect_json_ld
from webapp.pipeline.parse.text import collect_blocks
from webapp.pipeline.parse.tree import make_soup
from webapp.pipeline.parse.urls import WEB, resolve

#: As long as a URL may be that is scanned; each link would carry its own copy.
MAX_BASE = 2048


def parse(fetched: FetchedPage) -> ParsedPage:
    """Take a page apart. Raises ``AnalysisFailed`` (empty_page, no_html)."""
    if not fetched.body.strip():
        sentence = "The server sent an empty page, so there is nothing to check."
        raise AnalysisFailed("empty_page", sentence)
    text, charset = decode(fetched)
    soup, is_cut = make_soup(text)
    html = soup.find("html")
    if not isinstance(html, Tag):
        sentence = "The server says HTML, but what it sent has no element in it."
        raise AnalysisFailed("no_html", sentence)
    collector = Collector(base_url(soup, fetched.final_url))
    walk = Walk(soup)
    for tag, place in walk.tags():
        collector.take(tag, place)
    blocks = collect_blocks(walk)
    main_text = "\n".join(block.text for block in blocks if block.in_main)
    return ParsedPage(
        url=fetched.final_url,
        charset=charset,
        doctype=find_doctype(soup),
        lang=attribute(html, "lang"),
        titles=tuple(collector.titles),
        metas=tuple(collector.metas),
        link_elements=tuple(collector.link_elements),
        headings=tuple(collector.headings),
        links=tuple(collector.links),
        images=tuple(collector.images),
        json_ld=collect_json_ld(soup),
        blocks=blocks,
        main_text=main_text,
        word_count=count_words(main_text),
        is_cut=is_cut or collector.is_cut or fetched.truncated,
    )


def base_url(soup: BeautifulSoup, url: str) -> str:
    """What links are relative to: the page's URL where a base leads nowhere, or is so
    long that no link could be followed from it.

    https://html.spec.whatwg.org/multipage/semantics.html#set-the-frozen-base-url
    """
    base = soup.find("base", href=True)
    given = resolve(url, attribute(base, "href")) if isinstance(base, Tag) else ""
    return given if WEB.match(given) and len(given) <= MAX_BASE else url


def find_doctype(soup: BeautifulSoup) -> str | None:
    doctypes = (node for node in soup.contents if isinstance(node, Doctype))
    return next((str(node).strip() for node in doctypes), None)
