"""ans.question-heads: subheadings that ask, each with a short answer below."""

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
from webapp.audits.page_sections import PageSection, page_sections
from webapp.audits.question_words import is_question
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.words import count_words

META = AuditMeta(
    id="ans.question-heads",
    category="answers",
    severity=Severity.INFO,
    title="Subheadings ask questions and answers follow",
    failure_title="No subheading is a question with a short answer below",
    why=(
        "Answer engines look for a passage that fits a question. A heading in the "
        "words of the question, with the answer right below, is such a passage."
    ),
    how_to_fix=(
        "Word some h2 or h3 as people ask, and begin each such section with a "
        "paragraph of 20 to 80 words that answers it."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/headings-and-labels.html",
    verified=date(2026, 11, 24),
    inputs=("page",),
    finds_absence=True,
    rule=(
        "Looks at the h2 and h3 of the main content. A question ends in a question "
        "mark, or is built like one in English, German, French, Spanish, Italian, "
        "Portuguese, Dutch, Polish, Swedish, Danish, Russian, Turkish, Japanese, "
        "Chinese or Korean. Fails if none is a question with a paragraph of 20 to 80 "
        "words in its section, warns if some questions have no such paragraph."
    ),
    wrong="<h2>Brewing</h2>\n<p>First of all, …</p>",
    right="<h2>How long does tea brew?</h2>\n<p>Green tea brews two minutes …</p>",
)

SHORTEST, LONGEST = 20, 80


def run(page: ParsedPage) -> AuditResult:
    below = [s for s in page_sections(page.blocks) if s.level in (2, 3) and s.heading]
    if not below:
        return not_applicable("The main content has no h2 or h3.")
    lang = page.primary_language
    asking = [section for section in below if is_question(section.heading, lang)]
    if not asking:
        return failed(f"None of {count(len(below), 'subheading')} is a question.")
    open_ones = [section for section in asking if not has_answer(section)]
    found = [
        Finding(
            f"<h{section.level}>{section.heading}", "no paragraph of 20 to 80 words"
        )
        for section in open_ones
    ]
    asked = count(len(asking), "subheading asks", "subheadings ask")
    if not open_ones:
        return passed(f"{asked} a question and a short answer follows.")
    judge = failed if len(open_ones) == len(asking) else warned
    return judge(f"{asked} a question, {len(open_ones)} without a short answer.", found)


def has_answer(section: PageSection) -> bool:
    words = (count_words(block.text) for block in section.blocks)
    return any(SHORTEST <= number <= LONGEST for number in words)
