"""h.empty: every heading has a name."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="h.empty",
    category="content",
    severity=Severity.MINOR,
    title="Every heading says something",
    failure_title="There are empty headings",
    why=("An empty heading is announced and says nothing; it is often a leftover."),
    how_to_fix="Remove the element or give it text.",
    source="https://dequeuniversity.com/rules/axe/4.10/empty-heading",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if a heading has neither a text, nor an aria-label, an image with an "
        "alternative text, or a title. Headings that their own markup hides are "
        "left out. Does not apply where there are none."
    ),
    wrong="<h2></h2>",
    right='<h2><img src="logo.svg" alt="Tomato Friends"></h2>',
)


def run(page: ParsedPage) -> AuditResult:
    shown = [heading for heading in page.headings if not heading.is_hidden]
    if not shown:
        return not_applicable("The page has no headings.")
    empty = [heading for heading in shown if not heading.text]
    if empty:
        found = (Finding(heading.snippet) for heading in empty)
        return failed(f"{count(len(empty), 'heading')} without text.", found)
    return passed(f"All {len(shown)} headings have text.")
