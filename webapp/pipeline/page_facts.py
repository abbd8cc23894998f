"""What the report says about the page itself."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.domain.fetched_page import FetchedPage
from webapp.domain.page_resources import DataItem
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.report import PageFacts
from webapp.domain.robots_txt import RobotsTxt
from webapp.pipeline import page_tables

MAX_HEADINGS = 200
MAX_TYPES = 20
MAX_TYPE = 60
MAX_VALUES = 10_000
ROBOTS_WORDS = {"found": "found", "absent": "none"}


def page_facts(fetched: FetchedPage, page: ParsedPage, robots: RobotsTxt) -> PageFacts:
    """Facts for people, exports and insights; texts are cut to sensible lengths."""
    shown = [heading for heading in page.headings if not heading.is_hidden]
    h1 = next((heading.text for heading in shown if heading.level == 1), "")
    return PageFacts(
        title=page.title[:500],
        description=page.description[:1000],
        canonical=next((link.url for link in page.canonicals if link.url), "")[:2048],
        lang=(page.lang or "")[:40],
        text_lang=page.written_language,
        word_count=page.word_count,
        headings=[
            {"level": heading.level, "text": heading.text[:300]}
            for heading in shown[:MAX_HEADINGS]
        ],
        headings_total=len(shown),
        h1=h1[:300],
        links_internal=sum(link.is_internal is True for link in page.links),
        links_external=sum(link.is_internal is False for link in page.links),
        images=len(page.images),
        structured_data_types=find_types(page.items),
        open_graph={key: value[:500] for key, value in page.open_graph.items()},
        status=fetched.status,
        content_type=fetched.content_type,
        bytes=len(fetched.body),
        ttfb_ms=fetched.ttfb_ms,
        elapsed_ms=fetched.elapsed_ms,
        redirects=[
            {"url": hop.url, "status": hop.status, "location": hop.location}
            for hop in fetched.redirects
        ],
        robots_txt=ROBOTS_WORDS[robots.state],
        is_cut=page.is_cut,
        site_name=page.open_graph.get("og:site_name", "")[:100],
        twitter=twitter(page),
        icon=icon(page),
        headers=page_tables.headers(fetched),
        links=page_tables.links(page),
        image_list=page_tables.images(page),
    )


def twitter(page: ParsedPage) -> dict[str, str]:
    """The first value of each ``twitter:`` name; some pages write ``property``."""
    found: dict[str, str] = {}
    for meta in page.metas:
        key = meta.name or meta.property
        if key.startswith("twitter:") and meta.content:
            found.setdefault(key[:60], meta.content[:500])
    return found


def icon(page: ParsedPage) -> str:
    """The URL of the first icon that the page names; may be empty."""
    named = (link.url for link in page.link_elements if "icon" in link.rel)
    return next((url for url in named if url), "")[:2048]


def find_types(items: Iterable[DataItem]) -> list[str]:
    """The types of all items and of those inside of them, each once, outer ones
    first."""
    found: dict[str, None] = {}
    waiting = list(items)
    for item in waiting:  # it grows while it is walked
        found |= dict.fromkeys(name[:MAX_TYPE] for name in item.types)
        inner = (value for values in item.properties.values() for value in values)
        waiting += (value for value in inner if isinstance(value, DataItem))
        if len(found) >= MAX_TYPES or len(waiting) > MAX_VALUES:
            break
    return list(found)[:MAX_TYPES]
