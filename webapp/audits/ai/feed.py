"""ai.feed: an RSS or Atom feed is linked."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import LinkElement
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="ai.feed",
    category="answers",
    severity=Severity.INFO,
    title="A feed is linked",
    failure_title="No feed is linked",
    why=(
        "Crawlers and agents learn of new and changed pages from a feed sooner than by "
        "crawling. A site that hardly changes needs none."
    ),
    how_to_fix=(
        "If the site publishes regularly, link its RSS or Atom feed in the head with "
        "rel=alternate and its type."
    ),
    source="https://www.rssboard.org/rss-autodiscovery",
    verified=date(2026, 11, 24),
    inputs=("page",),
    finds_absence=True,
    rule=(
        "Passes if a link element of the head has rel=alternate, a type of RSS, Atom "
        "or JSON Feed, and an address. It is never scored. The feed is not fetched."
    ),
    wrong='<a href="/feed.xml">Subscribe</a>',
    right=(
        '<link rel="alternate" type="application/rss+xml" title="News" '
        'href="/feed.xml">'
    ),
)

TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json"}
)


def run(page: ParsedPage) -> AuditResult:
    linked = [link for link in page.link_elements if is_feed(link)]
    feeds = [link for link in linked if link.url]
    if feeds:
        return passed(f"{count(len(feeds), 'feed')}, the first at {feeds[0].url}")
    found = [Finding(link.snippet, "its address is not valid") for link in linked]
    return failed("The head links no RSS or Atom feed.", found)


def is_feed(link: LinkElement) -> bool:
    media_type = (link.type or "").partition(";")[0].strip().lower()
    return link.in_head and "alternate" in link.rel and media_type in TYPES
