"""lang.missing: the html element has a lang."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="lang.missing",
    category="languages",
    severity=Severity.MODERATE,
    title="The page says its language",
    failure_title="The page does not say its language",
    why=(
        "Screen readers choose the voice by it, browsers offer translation, engines "
        "match queries."
    ),
    how_to_fix='Write the language into the first element: <html lang="en">.',
    source="https://dequeuniversity.com/rules/axe/4.10/html-has-lang",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the html element has no lang attribute, or one that is blank. A "
        "lang on another element and the Content-Language header do not count."
    ),
    wrong="<html>",
    right='<html lang="en">',
)


def run(page: ParsedPage) -> AuditResult:
    if page.lang and page.lang.strip():
        return passed(f"It is “{page.lang}”.")
    return failed("The html element has no lang attribute, or an empty one.")
