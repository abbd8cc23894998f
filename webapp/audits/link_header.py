"""Links in Link headers (RFC 8288). https://www.rfc-editor.org/rfc/rfc8288"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from webapp.audits.audit import SNIPPET_CHARACTERS
from webapp.domain.fetched_page import FetchedPage

#: More than that are in no sane answer.
MAX_CHARACTERS = 20_000
MAX_LINKS, MAX_PARAMETERS = 1000, 100
TARGET = re.compile(r"<([^<>]*)>")
PARAMETER = re.compile(
    r"""\s*;\s*(?P<name>[^\s=;,<>"]+)"""
    r"""(?:\s*=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s;,"<>]*)))?""",
    re.DOTALL,
)
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class HeaderLink:
    """One link of a header. ``href`` is as sent, ``url`` resolved against the page's
    URL, empty where that fails. ``rel`` is in lower case, ``hreflangs`` in order."""

    href: str
    url: str
    rel: tuple[str, ...]
    hreflangs: tuple[str, ...]
    media: str
    type: str
    snippet: str


def header_links(fetched: FetchedPage) -> list[HeaderLink]:
    """The links from this page; a link with another anchor is about another page."""
    found: list[HeaderLink] = []
    for value in fetched.header_all("Link"):
        for link in read(value[:MAX_CHARACTERS], fetched.final_url):
            if len(found) >= MAX_LINKS:
                return found
            found.append(link)
    return found


def header_canonicals(fetched: FetchedPage) -> list[str]:
    """The absolute URLs that Link headers name as canonical."""
    return [link.url for link in header_links(fetched) if "canonical" in link.rel]


def read(value: str, page_url: str) -> Iterator[HeaderLink]:
    position = 0
    while target := TARGET.search(value, position):
        parameters, position = read_parameters(value, target.end())
        anchor = first(parameters, "anchor")
        if anchor and absolute(page_url, anchor) != page_url:
            continue
        yield HeaderLink(
            href=target[1].strip(),
            url=absolute(page_url, target[1]),
            rel=tuple(first(parameters, "rel").lower().split()),
            hreflangs=tuple(text for name, text in parameters if name == "hreflang"),
            media=first(parameters, "media"),
            type=first(parameters, "type"),
            snippet=f"Link: {value[target.start() : position]}"[:SNIPPET_CHARACTERS],
        )


def read_parameters(value: str, position: int) -> tuple[list[tuple[str, str]], int]:
    """Names in lower case with their values, and where they end."""
    found: list[tuple[str, str]] = []
    while match := PARAMETER.match(value, position):
        text = match["bare"] or ESCAPED.sub(r"\1", match["quoted"] or "")
        if len(found) < MAX_PARAMETERS:
            found.append((match["name"].lower(), text))
        position = match.end()
    return found, position


def first(parameters: list[tuple[str, str]], wanted: str) -> str:
    """Of parameters that occur twice, the first one counts."""
    return next((text for name, text in parameters if name == wanted), "")


def absolute(base: str, url: str) -> str:
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return ""
