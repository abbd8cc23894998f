"""Robots directives of a page, from meta elements and X-Robots-Tag headers.

https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from webapp.audits.audit import SNIPPET_CHARACTERS
from webapp.audits.expiry import is_past
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

#: Crawlers that metas and headers call by name. ``google`` is no crawler; its meta is
#: for switches of the results page.
CRAWLERS = frozenset(
    """
    google googlebot googlebot-news googlebot-image googlebot-video storebot-google
    bingbot bingpreview msnbot msnbot-media adidxbot duckduckbot duckassistbot slurp
    yandex yandexbot yandeximages baiduspider sogou petalbot seznambot yeti naverbot
    daum qwantbot qwantify mojeekbot applebot coccocbot archive.org_bot ia_archiver
    """.split()  # noqa: SIM905 (a list of words reads better as words)
)
VALUED = frozenset(
    {"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"}
)
DIRECTIVES = VALUED | frozenset(
    """
    all index follow noindex nofollow none noarchive nocache nosnippet noodp noydir
    notranslate noimageindex nositelinkssearchbox indexifembedded noai noimageai
    """.split()  # noqa: SIM905 (as above)
)
#: Nobody writes more of them.
MAX_DIRECTIVES = 1000
#: Directives that keep a page out of an index.
NO_INDEX = frozenset({"noindex", "none"})
#: Whose directives Google's web search follows: all of them, the strictest wins.
GOOGLE = frozenset({"", "googlebot"})
COLON = re.compile(r"\s*:\s*")
#: The comma after the weekday belongs to the date.
WEEKDAY = re.compile(
    r"(?:[^:]*:)?\s*unavailable_after\s*:\s*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s*"
)


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive in lower case, with its value (``max-snippet:0``). ``agent`` is
    empty for every crawler, ``source`` the meta element or the header line."""

    name: str
    agent: str
    source: str

    @property
    def key(self) -> str:
        """The directive without its value."""
        return self.name.partition(":")[0]

    @property
    def value(self) -> str:
        """What stands after the colon; empty where there is none."""
        return self.name.partition(":")[2]

    @property
    def is_for_google(self) -> bool:
        return self.agent in GOOGLE

    @property
    def whom(self) -> str:
        """The crawler that it is for, as a sentence has it."""
        return self.agent or "every crawler"


def robots_directives(fetched: FetchedPage, page: ParsedPage) -> list[Directive]:
    """All of them, each once for its source; a meta in the body counts as well."""
    return list(dict.fromkeys(islice(read(fetched, page), MAX_DIRECTIVES)))


def read(fetched: FetchedPage, page: ParsedPage) -> Iterator[Directive]:
    for meta in page.metas:
        if meta.name == "robots" or meta.name in CRAWLERS:
            agent = "" if meta.name == "robots" else meta.name
            for name in split(meta.content):
                yield Directive(name, agent, meta.snippet)
    for value in fetched.header_all("X-Robots-Tag"):
        yield from read_header(value)


def keeps_out(directive: Directive) -> bool:
    """Whether it keeps the page out of an index today."""
    if directive.key == "unavailable_after":
        return is_past(directive.value)
    return directive.name in NO_INDEX


def read_header(value: str) -> Iterator[Directive]:
    """``googlebot: noindex, nofollow`` is for that crawler. Servers may join several
    headers with commas, so a name counts until the next one."""
    agent, source = "", f"X-Robots-Tag: {value[:SNIPPET_CHARACTERS]}"
    for text in split(value):
        before, _, rest = text.partition(":")
        is_named = is_agent(before, rest)
        agent, name = (before, rest) if is_named else (agent, text)
        if name:
            yield Directive(name, agent, source)


def is_agent(before: str, rest: str) -> bool:
    """Directives with a value have a colon, too."""
    if before in DIRECTIVES:
        return False
    return before in CRAWLERS or rest.partition(":")[0] in DIRECTIVES


def split(text: str) -> Iterator[str]:
    """The parts between commas, in lower case, without space around their colons."""
    before = ""
    for part in text.lower().split(","):
        whole = before + part
        before = f"{whole}," if WEEKDAY.fullmatch(whole) else ""
        name = COLON.sub(":", whole.strip(" \t\r\n,"))
        if name and not before:
            yield name
    if before:
        yield COLON.sub(":", before.strip(" ,"))
