"""link.uncrawlable: every link has an href that a crawler can follow."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import Link
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="link.uncrawlable",
    category="links",
    severity=Severity.MODERATE,
    title="Crawlers can follow the links",
    failure_title="Some links cannot be followed",
    why=(
        "A crawler follows href addresses; a link that works by script alone "
        "leads it nowhere."
    ),
    how_to_fix=(
        "Give each link a real address in href, and let scripts only add to it."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    verified=date(2026, 11, 23),
    inputs=("page",),
)


def run(page: ParsedPage) -> AuditResult:
    judged = [link for link in page.links if not is_exempt(link)]
    if not judged:
        return not_applicable("The page has no links to follow.")
    bad = [(link, reason) for link in judged if (reason := problem(link))]
    if bad:
        found = (Finding(link.snippet, reason) for link, reason in bad)
        return failed(f"{count(len(bad), 'link')} that no crawler can follow.", found)
    return passed(f"{count(len(judged), 'link')} can be followed.")


def is_exempt(link: Link) -> bool:
    """A button in disguise, or an old anchor that links point to."""
    is_anchor = (
        link.href is None and bool(link.id or link.name) and not link.has_onclick
    )
    is_placeholder = link.href is None and not link.has_onclick
    return bool(link.role) or is_anchor or is_placeholder


def problem(link: Link) -> str:
    href = (link.href or "").strip()
    if link.href is None:
        return "it has a click handler and no href"
    if not href:
        return "its href is empty"
    if href.lower().startswith("javascript:"):
        return "its href is a script"
    if href.lower().startswith("file:"):
        return "its href is a file on one machine"
    return "" if link.url else "its href cannot be read"
