"""The long lists of a page for the report: headers, links, images; all are cut."""

from __future__ import annotations

from typing import Any

from webapp.domain.fetched_page import FetchedPage
from webapp.domain.page_parts import Link
from webapp.domain.parsed_page import ParsedPage

MAX_HEADERS = 60
MAX_LINKS = 300
MAX_IMAGES = 100
#: Values that let somebody in are nobody's business, in a shared report least of all.
SECRET_HEADERS = frozenset({"set-cookie", "authorization", "proxy-authorization"})


def headers(fetched: FetchedPage) -> list[dict[str, str]]:
    """``{"name", "value"}`` in the order sent; of a cookie only name and attributes."""
    return [
        {"name": name[:100], "value": shown(name, value)}
        for name, value in fetched.headers[:MAX_HEADERS]
    ]


def shown(name: str, value: str) -> str:
    if name.lower() not in SECRET_HEADERS:
        return value[:500]
    first, separator, attributes = value.partition(";")
    cookie = first.partition("=")[0]
    return f"{cookie}=…{separator}{attributes}"[:500]


def links(page: ParsedPage) -> list[dict[str, Any]]:
    """``{"url", "text", "rel", "internal", "count"}``: each address once, with its
    first text; those to other sites and those in the content first."""
    found: dict[str, tuple[Link, int]] = {}
    for link in page.links:
        if link.is_internal is None:
            continue
        url = link.url[:2048]
        first, number = found.get(url, (link, 0))
        found[url] = (first, number + 1)
    ordered = sorted(found.items(), key=lambda entry: order(entry[1][0]))
    return [
        {
            "url": url,
            "text": (link.text or link.label)[:200],
            "rel": " ".join(link.rel)[:60],
            "internal": bool(link.is_internal),
            "count": number,
        }
        for url, (link, number) in ordered[:MAX_LINKS]
    ]


def order(link: Link) -> tuple[bool, bool]:
    return bool(link.is_internal), not link.in_main


def images(page: ParsedPage) -> list[dict[str, Any]]:
    """``{"url", "alt", "width", "height", "loading"}``; ``alt`` is None where there is
    no such attribute."""
    return [
        {
            "url": image.url[:2048],
            "alt": image.alt if image.alt is None else image.alt[:300],
            "width": (image.width or "")[:10],
            "height": (image.height or "")[:10],
            "loading": image.loading[:10],
        }
        for image in page.images[:MAX_IMAGES]
    ]
