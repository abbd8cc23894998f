"""h1.missing: an h1 with text."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="h1.missing",
    category="content",
    severity=Severity.MODERATE,
    title="The page has a main heading",
    failure_title="The page has no main heading",
    why=("The main heading tells people and machines at once what the page is about."),
    how_to_fix="Give the page one h1 that names its subject.",
    source="https://developers.google.com/search/docs/appearance/title-link",
    verified=date(2026, 11, 24),
    inputs=("page",),
    finds_absence=True,
    rule=(
        "Fails if no h1, nor an element with role heading and level 1, has a text, "
        "or an image with an alternative text. Headings that their own markup hides "
        "do not count."
    ),
    wrong='<div class="headline">Tomatoes on a balcony</div>',
    right="<h1>Tomatoes on a balcony</h1>",
)


def run(page: ParsedPage) -> AuditResult:
    mains = [h for h in page.headings if h.level == 1 and not h.is_hidden]
    if any(heading.text for heading in mains):
        return passed(f"It is “{next(h.text for h in mains if h.text)}”.")
    found = (Finding(heading.snippet, "is empty") for heading in mains)
    return failed("There is no h1 with text.", found)
