"""content.words: at least 200 words in the main content; under 300 is a remark."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import (
    AuditMeta,
    count,
    failed,
    not_applicable,
    passed,
    warned,
)
from webapp.audits.page_kinds import purpose_without_text
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
    verified=date(2026, 11, 24),
    inputs=("page",),
    finds_absence=True,
    rule=(
        "It fails if the main content, as it was sent, has fewer than 200 words, and"
        " warns below 300; Chinese, Japanese and Thai words are estimated. Contact,"
        " legal, login and gallery pages need no text and are left out: by a word of"
        " the path, by a password field, by a text area beside an e-mail field, or by"
        " 12 images in the main content."
    ),
    wrong="<main><h1>Soil</h1><p>We sell soil.</p></main>",
    right="<main><h1>Soil</h1><p>Tomatoes like … (320 words)</p></main>",
)

FEW, ENOUGH = 200, 300


def run(page: ParsedPage) -> AuditResult:
    words = page.word_count
    sentence = f"The main content has {count(words, 'word')}."
    if words >= ENOUGH:
        return passed(sentence)
    if purpose := purpose_without_text(page):
        return not_applicable(f"It looks like a {purpose} page, which needs no text.")
    return failed(sentence) if words < FEW else warned(sentence)
