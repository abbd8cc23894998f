"""h1.length: at most 70 characters."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.main_heading import main_heading
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="h1.length",
    category="content",
    severity=Severity.INFO,
    title="The main heading is short",
    failure_title="The main heading is long",
    why=(
        "A heading of one line is taken in at a glance, and fits where engines use "
        "it as a title."
    ),
    how_to_fix=(
        "Say in a few words what the page is about, and move the rest into the text "
        "below."
    ),
    source="https://developers.google.com/search/docs/appearance/title-link",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the first h1 with text has more than 70 characters. No engine "
        "sets a limit, so it never counts for the score. Does not apply where there "
        "is no h1."
    ),
    wrong=(
        "<h1>Everything that you always wanted to know about growing tomatoes on "
        "a small balcony in town</h1>"
    ),
    right="<h1>Tomatoes on a small balcony</h1>",
)


LONGEST = 70


def run(page: ParsedPage) -> AuditResult:
    heading = main_heading(page)
    if heading is None:
        return not_applicable("There is no h1 whose length could be judged.")
    length = len(heading.text)
    if length > LONGEST:
        found = [Finding(heading.snippet, heading.text)]
        return failed(f"The h1 has {length} characters.", found)
    return passed(f"The h1 has {length} characters.")
