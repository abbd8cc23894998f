"""index.dead-directives: no directive that Google no longer reads."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, passed
from webapp.audits.expiry import parse_expiry
from webapp.audits.robots_directives import GOOGLE, Directive, robots_directives
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="index.dead-directives",
    category="indexing",
    severity=Severity.INFO,
    title="All directives for crawlers have an effect",
    failure_title="Some directives have no effect in Google",
    why=(
        "A directive that is no longer read does no harm, but it may make you "
        "believe that something is settled."
    ),
    how_to_fix=(
        "Remove what nobody reads; keep noarchive and nocache only if you mean "
        "Bing, which uses them to keep a page's text out of its chat answers."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/special-tags",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Names noarchive, nocache, nositelinkssearchbox, noodp and noydir for "
        "every crawler or for Google, an unavailable_after whose date cannot be "
        "read, and a meta element with keywords. It never counts for the score."
    ),
    wrong='<meta name="keywords" content="tomatoes, balcony">',
    right='<meta name="description" content="How tomatoes thrive on a balcony.">',
)


DEAD = {
    "noarchive": "read by Bing only",
    "nocache": "read by Bing only",
    "nositelinkssearchbox": "the search box in results is gone since 2024",
    "noodp": "the Open Directory closed in 2017",
    "noydir": "the Yahoo Directory closed in 2014",
}


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    found = [
        Finding(directive.source, f"{directive.key}: {note}")
        for directive in robots_directives(fetched, page)
        if directive.agent in GOOGLE | {"google"} and (note := remark(directive))
    ]
    for meta in page.metas_named("keywords"):
        found.append(Finding(meta.snippet, "no search engine of weight reads keywords"))
    if found:
        return failed(f"{count(len(found), 'directive')} without effect.", found)
    return passed("None of the known dead directives was found.")


def remark(directive: Directive) -> str:
    """Why the directive has no effect; empty where it has one."""
    if directive.key == "unavailable_after" and parse_expiry(directive.value) is None:
        return "its date cannot be read"
    return DEAD.get(directive.name, "")
