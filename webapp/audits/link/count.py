"""link.count: how many links the page has; a remark, no defect."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, passed, warned
from webapp.domain.audit_result import AuditResult, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="link.count",
    category="links",
    severity=Severity.INFO,
    title="The page has no more than a hundred links",
    failure_title="The page has more than a hundred links",
    why=("Engines follow them all; people lose the ones that matter among too many."),
    how_to_fix="Look whether the menu or the footer repeats what other pages hold.",
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It remarks on more than 100 links to web pages, each counted as often as it"
        " stands there. Google names no limit, so this costs no points and never fails."
    ),
    wrong="164 links",
    right="58 links",
)

MANY = 100


def run(page: ParsedPage) -> AuditResult:
    links = [link for link in page.links if link.is_internal is not None]
    own = sum(1 for link in links if link.is_internal)
    sentence = (
        f"The page has {count(len(links), 'link')}, {own} of them within the site."
    )
    return warned(sentence) if len(links) > MANY else passed(sentence)
