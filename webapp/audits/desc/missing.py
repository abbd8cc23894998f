"""desc.missing: a meta description with text."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="desc.missing",
    category="head",
    severity=Severity.MODERATE,
    title="The page has a description",
    failure_title="The page has no description",
    why=(
        "Search engines often show the description below the title, and "
        "assistants use it as a summary."
    ),
    how_to_fix=(
        'Add <meta name="description" content="…"> with one or two sentences '
        "about this page."
    ),
    source="https://developers.google.com/search/docs/appearance/snippet",
    verified=date(2026, 11, 23),
    inputs=("page",),
    finds_absence=True,
)


def run(page: ParsedPage) -> AuditResult:
    if page.description:
        return passed(f"It is “{page.description}”.")
    if page.metas_named("description"):
        return failed("The meta description is empty.")
    return failed("There is no meta description.")
