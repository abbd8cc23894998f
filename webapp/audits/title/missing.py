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
    verified=date(2026, 11, 24),
    inputs=("page",),
    finds_absence=True,
    rule=(
        "Fails if the head has no title element with text. Titles of SVG drawings "
        "and titles in the body do not count."
    ),
    wrong="<head><title></title></head>",
    right="<head><title>How tomatoes thrive on a balcony</title></head>",
)


def run(page: ParsedPage) -> AuditResult:
    written = [title.text for title in page.titles if title.in_head and title.text]
    if written:
        return passed(f"The title is “{written[0]}”.")
    if page.titles:
        return failed("The title is empty or stands outside the head.")
    return failed("There is no title element.")
