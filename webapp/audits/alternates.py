"""The language versions that a page names: hreflang links of head and Link headers."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.audits.link_header import header_links
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.page_parts import LinkElement
from webapp.domain.parsed_page import ParsedPage

MOST = 1000
X_DEFAULT = "x-default"
#: An alternate of these types is a feed or a description, no language version.
OTHER_TYPES = ("xml", "json")


@dataclass(frozen=True, slots=True)
class Alternate:
    """One language version. ``code`` and ``href`` are as written, ``url`` is resolved
    and empty where ``href`` is no URL."""

    code: str
    href: str
    url: str
    media: str
    snippet: str


def find_alternates(fetched: FetchedPage, page: ParsedPage) -> list[Alternate]:
    """The first thousand; a link of a header with two codes counts as two."""
    found = [from_element(link) for link in page.alternates if is_version(link)]
    for link in header_links(fetched):
        if "alternate" in link.rel:
            found += [
                Alternate(code, link.href, link.url, link.media, link.snippet)
                for code in link.hreflangs
            ]
    return found[:MOST]


def is_version(link: LinkElement) -> bool:
    kind = (link.type or "").strip().lower()
    is_other = kind.endswith(OTHER_TYPES) and "html" not in kind
    return not is_other and "stylesheet" not in link.rel


def from_element(link: LinkElement) -> Alternate:
    href, media = (link.href or "").strip(), (link.media or "").strip()
    return Alternate(link.hreflang or "", href, link.url, media, link.snippet)
