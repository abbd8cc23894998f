"""title.multiple: one title, in the head."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import Title
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="title.multiple",
    category="head",
    severity=Severity.MODERATE,
    title="There is one title",
    failure_title="There are several titles, or one outside the head",
    why=("With more than one title it is left to chance which one is shown."),
    how_to_fix="Keep one <title> in the head and remove the others.",
    source="https://developers.google.com/search/docs/appearance/title-link",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the document has more than one title element, empty ones "
        "included, or one outside the head. Titles of SVG drawings do not count. "
        "Does not apply where there is none."
    ),
    wrong=("<title>Tomatoes</title>\n<title>My site</title>"),
    right="<title>Tomatoes on a balcony – My site</title>",
)


def run(page: ParsedPage) -> AuditResult:
    if not page.titles:
        return not_applicable("The page has no title.")
    outside = [title for title in page.titles if not title.in_head]
    if len(page.titles) > 1 or outside:
        found = (
            Finding(f"<title>{title.text}</title>", place(title))
            for title in page.titles
        )
        number = count(len(page.titles), "title")
        return failed(f"{number}, {len(outside)} outside the head.", found)
    return passed("There is one title, in the head.")


def place(title: Title) -> str:
    return "in the head" if title.in_head else "outside the head"
