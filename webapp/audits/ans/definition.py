"""ans.definition: a section begins by saying what its subject is."""

from __future__ import annotations

from datetime import date
from itertools import islice

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.page_sections import page_sections
from webapp.audits.statements import defines, is_known, sentences
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="ans.definition",
    category="answers",
    severity=Severity.INFO,
    title="A section begins with a definition",
    failure_title="No section begins with a definition",
    why=(
        "Questions of the form “what is …” are answered with a sentence that says what "
        "something is. A page without one leaves that answer to others."
    ),
    how_to_fix=(
        "Begin the page, or the section on a term, with one sentence of the form "
        "“X is a … that …”, with X named."
    ),
    source="https://developers.google.com/search/docs/appearance/featured-snippets",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Looks at the first paragraph of at least 8 words after each h1 and h2. Fails "
        "if none has a sentence that defines its subject (“X is a …”, “X means …” and "
        "the like, with X named and no pronoun). Does not apply in languages other "
        "than English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, "
        "Swedish, Danish, Russian, Turkish, Japanese, Chinese and Korean."
    ),
    wrong="<h1>Matcha</h1>\n<p>It has been around for a very long time, and …</p>",
    right="<h1>Matcha</h1>\n<p>Matcha is a powder of ground green tea leaves …</p>",
)

LEAST_WORDS = 8
#: Nobody reads more beginnings of sections, or sentences of one paragraph.
MOST_SECTIONS, MOST_SENTENCES = 100, 8


def run(page: ParsedPage) -> AuditResult:
    lang = page.primary_language
    firsts = [
        (f"<h{section.level}>{section.heading}", first)
        for section in page_sections(page.blocks)
        if section.level in (1, 2) and (first := section.first_paragraph(LEAST_WORDS))
    ]
    if not firsts:
        return not_applicable("No paragraph follows an h1 or h2.")
    if not is_known(lang):
        return not_applicable("Definitions are not looked for in this language.")
    for heading, text in firsts[:MOST_SECTIONS]:
        for sentence in islice(sentences(text), MOST_SENTENCES):
            if defines(sentence, lang):
                return passed(f"Below “{heading}”: {sentence}")
    told = count(len(firsts), "first paragraph")
    found = [Finding(heading, text) for heading, text in firsts]
    return failed(f"None of {told} defines its subject.", found)
