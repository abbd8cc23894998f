"""Robots directives of a page, from meta elements and X-Robots-Tag headers.

https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

#: Meta names that are directives; the others are for crawlers that we do not judge by.
META_NAMES = {"robots": "", "googlebot": "googlebot"}
#: ``googlebot: noindex``; directives with a value have a colon, too.
AGENT = re.compile(r"\s*([A-Za-z][\w.-]*)\s*:\s*(.*)", re.DOTALL)
VALUED = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive in lower case; ``agent`` is empty for every crawler."""

    name: str
    agent: str
    source: str


def robots_directives(fetched: FetchedPage, page: ParsedPage) -> list[Directive]:
    """All of them; a meta in the body counts as well."""
    found: list[Directive] = []
    for meta in page.metas:
        if meta.name in META_NAMES:
            agent = META_NAMES[meta.name]
            found += (Directive(n, agent, meta.snippet) for n in split(meta.content))
    for value in fetched.header_all("X-Robots-Tag"):
        agent, directives = split_agent(value)
        source = f"X-Robots-Tag: {value}"
        found += (Directive(name, agent, source) for name in split(directives))
    return found


def split_agent(value: str) -> tuple[str, str]:
    match = AGENT.fullmatch(value)
    if match and match[1].lower() not in VALUED:
        return match[1].lower(), match[2]
    return "", value


def split(text: str) -> Iterator[str]:
    for part in text.lower().split(","):
        name = re.sub(r"\s*:\s*", ":", part.strip())
        if name:
            yield name
