"""The canonical URLs that count: links of the head and of Link headers."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.audits.addresses import is_web_address, normalised
from webapp.audits.link_header import header_links
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.page_parts import LinkElement
from webapp.domain.parsed_page import ParsedPage

MOST = 100


@dataclass(frozen=True, slots=True)
class Canonical:
    """A link with rel=canonical. ``href`` is as written, trimmed; ``url`` is resolved,
    empty where that is no URL. ``extras`` are attributes that make it void."""

    href: str
    url: str
    extras: tuple[str, ...]
    snippet: str

    @property
    def is_usable(self) -> bool:
        return is_web_address(self.url)


def find_canonicals(fetched: FetchedPage, page: ParsedPage) -> list[Canonical]:
    """The first hundred; links in the body are left out, as engines do not look at
    them."""
    found = [from_element(link) for link in page.canonicals if link.in_head]
    for link in header_links(fetched):
        if "canonical" in link.rel:
            given = {"hreflang": link.hreflangs, "media": link.media, "type": link.type}
            extras = tuple(name for name, value in given.items() if value)
            found.append(Canonical(link.href, link.url, extras, link.snippet))
    return found[:MOST]


def named_urls(canonicals: list[Canonical]) -> dict[str, Canonical]:
    """The different addresses, normalised, each with the first link that names it."""
    found: dict[str, Canonical] = {}
    for canonical in canonicals:
        if canonical.is_usable:
            found.setdefault(normalised(canonical.url), canonical)
    return found


def from_element(link: LinkElement) -> Canonical:
    given = {"hreflang": link.hreflang, "media": link.media, "type": link.type}
    extras = [name for name, value in given.items() if value and value.strip()]
    if ' lang="' in link.snippet:
        extras.append("lang")
    href = (link.href or "").strip()
    return Canonical(href, link.url, tuple(extras), link.snippet)
