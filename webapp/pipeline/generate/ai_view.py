"""How a crawler of a language model sees the page: its text, its cost, its rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from webapp.audits.ai_crawlers import (
    SEARCH_BOTS,
    TRAINING_BOTS,
    USER_FETCHERS,
    blocked_from,
)
from webapp.audits.robots_directives import Directive, robots_directives
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.robots_txt import RobotsTxt
from webapp.domain.words import count_words

#: By what they fetch for: an index that answers come from, one person's question, or
#: the training of a model.
CLASSES = (
    ("search", SEARCH_BOTS),
    ("user", USER_FETCHERS),
    ("training", TRAINING_BOTS),
)
SHOWN_CHARACTERS = 20_000
BYTES_PER_TOKEN = 4
HOW_ESTIMATED = (
    "Estimated: a token is taken for 4 bytes of UTF-8, which fits English prose; other "
    "languages and markup need more tokens."
)
EXTRACTED = (
    "The text that a content extractor (Resiliparse; trafilatura where that finds "
    "little) takes out of the HTML as it was sent, without running scripts; most "
    "crawlers of language models read no more."
)
NOT_EXTRACTED = (
    "The extractor broke on this page, so this is its main text as we read it out of "
    "the HTML, without running scripts."
)


def ai_view(
    fetched: FetchedPage, page: ParsedPage, robots: RobotsTxt
) -> dict[str, Any]:
    """Plain JSON. ``text`` are the first 20,000 characters (``is_cut`` says that there
    are more), ``share`` is the percentage of the main content's visible words that the
    whole text has, None where there are none."""
    is_extracted = page.extracted_text is not None
    text = page.extracted_text if page.extracted_text is not None else page.main_text
    words, visible = count_words(text), page.word_count
    return {
        "text": text[:SHOWN_CHARACTERS],
        "is_cut": len(text) > SHOWN_CHARACTERS or page.is_cut,
        "characters": len(text),
        "words": words,
        "visible_words": visible,
        "share": min(100, 100 * words // visible) if visible else None,
        "is_extracted": is_extracted,
        "note": EXTRACTED if is_extracted else NOT_EXTRACTED,
        "tokens_html": tokens(len(fetched.body)),
        "tokens_text": tokens(len(text.encode())),
        "tokens_rule": HOW_ESTIMATED,
        "crawlers": list(crawlers(page.url, robots)),
        "snippets": snippets(robots_directives(fetched, page)),
    }


def crawlers(url: str, robots: RobotsTxt) -> Iterator[dict[str, Any]]:
    """Who may read this address by robots.txt, class by class. ``ignoring`` are those
    whose operators say that robots.txt may not hold for them."""
    for kind, known in CLASSES:
        blocked = blocked_from(robots, url, known)
        yield {
            "class": kind,
            "allowed": [crawler.name for crawler in known if crawler not in blocked],
            "blocked": [crawler.name for crawler in blocked],
            "ignoring": [crawler.name for crawler in known if not crawler.obeys],
        }


def tokens(size: int) -> int:
    """For so many bytes; rounded up."""
    return -(-size // BYTES_PER_TOKEN)


def snippets(directives: list[Directive]) -> dict[str, Any]:
    """Whether the page may be quoted, by the strictest directive for every crawler or
    Google's. ``longest`` is in characters, None without a limit."""
    telling = [d for d in directives if d.is_for_google and limit(d) is not None]
    limits = [found for d in telling if (found := limit(d)) is not None]
    longest = min(limits, default=None)
    return {
        "allowed": longest != 0,
        "longest": longest,
        "sources": list(dict.fromkeys(directive.source for directive in telling)),
    }


def limit(directive: Directive) -> int | None:
    """Characters that may be quoted; None where it sets no limit (-1 is none)."""
    if directive.name == "nosnippet":
        return 0
    is_number = directive.key == "max-snippet" and directive.value.isdecimal()
    return int(directive.value[:9]) if is_number else None
