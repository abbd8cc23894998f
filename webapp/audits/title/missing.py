"""title.missing: a title with text in the head."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="title.missing",
    category="head",
    severity=Severity.SERIOUS,
    title="The page has a title",
    failure_title="The page has no title",
    why=("The title is what people see and click in results, tabs and shared links."),
    how_to_fix="Put a <title> of a few telling words into the head.",
    source="https://developers.google.com/search/docs/appearance/title-link",
    verified=date(2026, 11, 23),
    inputs=("page",),
    finds_absence=True,
)


def run(page: ParsedPage) -> AuditResult:
    if any(title.text for title in page.titles if title.in_head):
        return passed(f"The title is “{page.title}”.")
    if page.titles:
        return failed("The title is empty or stands outside the head.")
    return failed("There is no title element.")
