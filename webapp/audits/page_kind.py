"""Whether a page is an article: it says so, or it reads like one."""

from __future__ import annotations

from urllib.parse import urlsplit

from webapp.audits import page_kinds
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.words import count_words

#: What makes an article of a page that does not call itself one.
PARAGRAPHS, PARAGRAPH_WORDS, WORDS = 3, 15, 200


def is_article(page: ParsedPage) -> bool:
    """By ``og:type``, its structured data in any syntax, or its main content: at least
    3 paragraphs of 15 words and 200 words in all, on a page that is no home page."""
    if page_kinds.is_article(page):
        return True
    if any(page_kinds.ARTICLE_TYPES.intersection(item.types) for item in page.items):
        return True
    return reads_like_one(page)


def reads_like_one(page: ParsedPage) -> bool:
    if page.word_count < WORDS or urlsplit(page.url).path in ("", "/"):
        return False
    paragraphs = 0
    for block in page.blocks:
        if block.in_main and block.kind == "p":
            paragraphs += count_words(block.text) >= PARAGRAPH_WORDS
        if paragraphs == PARAGRAPHS:
            return True
    return False
