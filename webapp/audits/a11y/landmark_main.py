"""a11y.landmark-main: exactly one main landmark."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="a11y.landmark-main",
    category="accessibility",
    severity=Severity.MINOR,
    title="The main content is marked",
    failure_title="The main content is not marked once",
    why=(
        "With one main landmark a screen reader jumps over the navigation, and a"
        " machine knows which part of the page counts."
    ),
    how_to_fix="Put the main content, and nothing else, into one main element.",
    source="https://html.spec.whatwg.org/multipage/grouping-content.html#the-main-element",
    verified=date(2026, 11, 24),
    inputs=("page",),
    finds_absence=True,
    rule=(
        "The page has to have exactly one main element, or element with role=main,"
        " that its own markup does not hide. It fails for none and for several."
    ),
    wrong='<body><div class="content">…</div></body>',
    right="<body><main>…</main></body>",
)


def run(page: ParsedPage) -> AuditResult:
    if len(page.mains) == 1:
        return passed("The page has one main landmark.")
    if not page.mains:
        return failed("The page has no main landmark.")
    found = (Finding(snippet) for snippet in page.mains)
    return failed(f"The page has {len(page.mains)} main landmarks.", found)
