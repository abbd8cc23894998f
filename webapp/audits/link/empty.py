"""link.empty: every link has a name."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="link.empty",
    category="links",
    severity=Severity.MODERATE,
    title="Every link has a name",
    failure_title="Some links have no name",
    why=(
        "A link without text, image text or label is announced as nothing and "
        "tells an engine nothing."
    ),
    how_to_fix=(
        "Put text into the link, or an alt text on its image, or an aria-label."
    ),
    source="https://dequeuniversity.com/rules/axe/4.10/link-name",
    verified=date(2026, 11, 23),
    inputs=("page",),
)


def run(page: ParsedPage) -> AuditResult:
    shown = [
        link for link in page.links if link.href is not None and not link.is_hidden
    ]
    if not shown:
        return not_applicable("The page has no links.")
    empty = [link for link in shown if not link.label]
    if empty:
        found = (Finding(link.snippet, link.url) for link in empty)
        return failed(f"{count(len(empty), 'link')} without a name.", found)
    return passed(f"All {count(len(shown), 'link')} have a name.")
