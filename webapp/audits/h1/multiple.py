"""h1.multiple: at most one h1."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="h1.multiple",
    category="content",
    severity=Severity.MINOR,
    title="There is one main heading",
    failure_title="There are several main headings",
    why=("Several are allowed, but they leave open which one names the page."),
    how_to_fix="Keep one h1 and make the others h2.",
    source="https://developers.google.com/search/docs/appearance/title-link",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if more than one h1, or element with role heading and level 1, is "
        "not hidden by its own markup. Google allows it, so it weighs little. Does "
        "not apply where there is none."
    ),
    wrong=("<h1>Tomatoes</h1>\n<h1>Our shop</h1>"),
    right=("<h1>Tomatoes</h1>\n<h2>Our shop</h2>"),
)


def run(page: ParsedPage) -> AuditResult:
    mains = [h for h in page.headings if h.level == 1 and not h.is_hidden]
    if not mains:
        return not_applicable("The page has no h1.")
    if len(mains) > 1:
        found = (Finding(heading.snippet, heading.text) for heading in mains)
        return failed(f"There are {len(mains)} h1 headings.", found)
    return passed("There is one h1.")
