"""ai.eligible: the page may be indexed and quoted, so Google's AI may use it."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.audits.robots_directives import Directive, keeps_out, robots_directives
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="ai.eligible",
    category="answers",
    severity=Severity.CRITICAL,
    title="The page may appear in AI answers of Google",
    failure_title="The page cannot appear in AI answers of Google",
    why=(
        "To be used in AI Overviews and AI Mode a page has to be indexed and may not "
        "forbid its snippet. There is no other condition."
    ),
    how_to_fix=(
        "Take away what is named: noindex, none, nosnippet and max-snippet:0 in meta "
        "elements and X-Robots-Tag headers, and rules of robots.txt against Googlebot."
    ),
    source="https://developers.google.com/search/docs/appearance/ai-features",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page", "site"),
    rule=(
        "Fails if, for every crawler or for Googlebot, the page is kept out of the "
        "index (noindex, none, a past unavailable_after) or out of snippets "
        "(nosnippet, max-snippet:0), if robots.txt forbids its address to Googlebot, "
        "or if its status is not 200."
    ),
    wrong='<meta name="robots" content="index, nosnippet">',
    right='<meta name="robots" content="index, max-snippet:-1">',
)


def run(fetched: FetchedPage, page: ParsedPage, site: SiteFacts) -> AuditResult:
    found = [
        Finding(directive.source, f"{directive.name} for {directive.whom}")
        for directive in robots_directives(fetched, page)
        if directive.is_for_google and (keeps_out(directive) or is_silent(directive))
    ]
    if not site.robots.allows_bot(page.url, "Googlebot"):
        found.append(Finding(page.url, "robots.txt forbids it to Googlebot"))
    if fetched.status != 200:
        found.append(Finding(f"HTTP {fetched.status}", "only 200 is indexed"))
    if found:
        notes = "; ".join(dict.fromkeys(finding.note for finding in found))
        return failed(f"This keeps the page out of AI answers: {notes}.", found)
    return passed("The page may be indexed and quoted.")


def is_silent(directive: Directive) -> bool:
    """Whether it forbids snippets."""
    if directive.key == "max-snippet":
        return directive.value != "" and not directive.value.strip("0")
    return directive.name == "nosnippet"
