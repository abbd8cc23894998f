"""perf.dom: the page is not made of too many elements."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, passed, warned
from webapp.domain.audit_result import AuditResult, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="perf.dom",
    category="performance",
    severity=Severity.MODERATE,
    title="The page is made of few elements",
    failure_title="The page is made of very many elements",
    why=(
        "Each element costs memory and time at every change of style or layout, most of"
        " all on phones."
    ),
    how_to_fix=(
        "Take out wrappers that do nothing, and add what is far down or closed only"
        " when it is needed."
    ),
    source="https://web.dev/articles/dom-size-and-interactivity",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It warns if the HTML as it was sent has more than 1,500 elements and fails"
        " from more than 3,000 on. Elements that scripts add later are not counted."
    ),
    wrong="3,412 elements",
    right="640 elements",
)

MANY, TOO_MANY = 1500, 3000


def run(page: ParsedPage) -> AuditResult:
    sentence = f"The HTML has {count(page.dom_size, 'element')}."
    if page.dom_size > TOO_MANY:
        return failed(sentence)
    return warned(sentence) if page.dom_size > MANY else passed(sentence)
