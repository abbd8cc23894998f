"""title.placeholder: the title is not what a template or framework left."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.placeholder_titles import placeholder
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="title.placeholder",
    category="head",
    severity=Severity.MODERATE,
    title="The title is one that somebody wrote",
    failure_title="The title is a placeholder",
    why=(
        "A title such as Home or React App names no subject, so engines write one "
        "of their own and people do not click it."
    ),
    how_to_fix=(
        "Name what this very page is about, and put the site's name behind it."
    ),
    source="https://developers.google.com/search/docs/appearance/title-link",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the whole title is a word for a start page or an untitled "
        "document, or the default of a framework or server; if it begins or ends "
        "with a separator, so that one half is empty; or if it holds undefined, "
        "null or the marks of a template, unless it names a template language and so "
        "is about them. Does not apply without a title."
    ),
    wrong="<title>React App</title>",
    right="<title>Balcony planner – Tomato Friends</title>",
)


def run(page: ParsedPage) -> AuditResult:
    if not page.title:
        return not_applicable("The page has no title that could be a placeholder.")
    reason = placeholder(page.title)
    if reason:
        found = [Finding(page.title, reason)]
        return failed(f"The title “{page.title[:60]}” {reason}.", found)
    return passed("The title is none of the known placeholders.")
