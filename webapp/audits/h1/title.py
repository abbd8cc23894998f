"""h1.title: the main heading says more than the title."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.main_heading import main_heading
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="h1.title",
    category="content",
    severity=Severity.INFO,
    title="The main heading adds to the title",
    failure_title="The main heading repeats the title",
    why=(
        "Title and heading are read one after the other; two wordings can answer to "
        "more questions."
    ),
    how_to_fix=(
        "Let the heading speak to the reader, and the title to the searcher, with "
        "the site's name."
    ),
    source="https://developers.google.com/search/docs/appearance/title-link",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the first h1 with text and the title are the same, whatever their "
        "case and white space. That is no fault, so it never counts for the score. "
        "Does not apply where one of them is missing."
    ),
    wrong=("<title>Tomatoes</title>\n<h1>Tomatoes</h1>"),
    right=(
        "<title>Growing tomatoes – Tomato Friends</title>\n"
        "<h1>How tomatoes thrive on a balcony</h1>"
    ),
)


def run(page: ParsedPage) -> AuditResult:
    heading = main_heading(page)
    if heading is None or not page.title:
        return not_applicable("There is no title and h1 to compare.")
    if heading.text.casefold() == page.title.casefold():
        found = [Finding(heading.snippet, heading.text)]
        return failed("The h1 has the very words of the title.", found)
    return passed("The h1 and the title have different words.")
