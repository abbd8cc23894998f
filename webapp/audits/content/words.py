"""content.words: at least 200 words in the main content; under 300 is a remark."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, passed, warned
from webapp.domain.audit_result import AuditResult, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="content.words",
    category="content",
    severity=Severity.MODERATE,
    title="There is text enough to judge the page by",
    failure_title="There is little text on the page",
    why=(
        "A page with hardly any text gives search and answer engines nothing to "
        "find or quote. There is no ideal length."
    ),
    how_to_fix=(
        "Say what visitors come for, in text rather than in images; or leave it,"
        " if the page needs no text."
    ),
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    verified=date(2026, 11, 23),
    inputs=("page",),
    finds_absence=True,
)


FEW, ENOUGH = 200, 300


def run(page: ParsedPage) -> AuditResult:
    words = page.word_count
    sentence = f"The main content has {count(words, 'word')}."
    if words < FEW:
        return failed(sentence)
    return warned(sentence) if words < ENOUGH else passed(sentence)
