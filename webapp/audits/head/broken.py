"""head.broken: no element ends the head early."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed, warned
from webapp.audits.stray_metadata import stray_metadata
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="head.broken",
    category="head",
    severity=Severity.MODERATE,
    title="The head ends where it says",
    failure_title="An element ends the head early",
    why=(
        "At the first element that does not belong there, such as img, iframe or "
        "div, browsers and Google end the head and take the rest for content."
    ),
    how_to_fix=(
        "Move the element into the body, or to the end of the head, behind all "
        "metadata."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/valid-page-metadata",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Looks between <head> and </head> for start tags that may not stand there: "
        "all but title, meta, link, script, style, base, noscript and template. "
        "Fails if metadata is lost behind one, warns if not."
    ),
    wrong=(
        '<head><div id="banner"></div><link rel="canonical" '
        'href="https://example.com/"></head>'
    ),
    right=(
        '<head><link rel="canonical" href="https://example.com/"></head>\n'
        '<body><div id="banner"></div></body>'
    ),
)


def run(page: ParsedPage) -> AuditResult:
    if not page.head_breaker:
        return passed("Nothing ends the head before its end tag.")
    found = [Finding(page.head_breaker, "ends the head")]
    lost = stray_metadata(page)
    lost += [f"<title>{title.text}" for title in page.titles if not title.in_head]
    if lost:
        found += (Finding(snippet, "comes too late") for snippet in lost)
        return failed("Metadata behind it is taken for content.", found)
    return warned("It ends the head early; no metadata stands behind it.", found)
