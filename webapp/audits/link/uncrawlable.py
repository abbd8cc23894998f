"""link.uncrawlable: every link has an href that a crawler can follow."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.scripted_links import acts_in_place, compact, script_problem
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
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails for a link whose href is a script, a file: address or no URL at"
        " all, for one with an empty href and a click handler, and for one without"
        " href that has a click handler or attributes that only a link has (target,"
        " rel, download …). Links with a role, mailto addresses, scripts that print,"
        " close, scroll or go back, places that others link to (id or name) and plain a"
        " elements without href are left out. Handlers that scripts add later are not"
        " seen."
    ),
    wrong='<a onclick="go(\'/soil\')">Soil</a>\n<a href="javascript:void(0)">Soil</a>',
    right='<a href="/soil" onclick="track(this)">Soil</a>',
)


def run(page: ParsedPage) -> AuditResult:
    judged = [(link, problem(link)) for link in page.links if not is_exempt(link)]
    if not judged:
        return not_applicable("The page has no links to follow.")
    bad = [(link, reason) for link, reason in judged if reason]
    if bad:
        found = (Finding(link.snippet, reason) for link, reason in bad)
        return failed(f"{count(len(bad), 'link')} that no crawler can follow.", found)
    return passed(f"{count(len(judged), 'link')} can be followed.")


def is_exempt(link: Link) -> bool:
    """A button in disguise, a place that links point to, or a placeholder."""
    href = compact(link)
    if link.role or href.startswith("mailto:") or acts_in_place(link):
        return True
    is_place = bool(link.id or link.name) and not link.has_onclick
    if link.href is None:
        return is_place or not script_problem(link)
    return is_place and not link.href


def problem(link: Link) -> str:
    if link.href is None:
        return script_problem(link)
    href = compact(link)
    if not href:
        # It leads to the page itself, unless a script takes it elsewhere.
        return "its href is empty" if link.has_onclick else ""
    if href.startswith("javascript:"):
        return "its href is a script"
    if href.startswith("file:"):
        return "its href is a file on one machine"
    return "" if link.url else "its href cannot be read"
