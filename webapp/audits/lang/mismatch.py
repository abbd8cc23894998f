"""lang.mismatch: the text is in the language that lang names."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.languages import family_of
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="lang.mismatch",
    category="languages",
    severity=Severity.MINOR,
    title="The text is in the language that the page names",
    failure_title="The text is in another language than the page names",
    why=(
        "A wrong lang makes screen readers mispronounce the text and browsers offer "
        "a wrong translation; it is often left from a template."
    ),
    how_to_fix=("Write the language of the text into the lang of the html element."),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/ucwvc8/",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the main text, of at least 100 words, is with a confidence of 90 "
        "percent in another language than lang names. Regions and close relatives, "
        "such as nb and no or zh-TW and zh-CN, are the same. Does not apply to "
        "shorter texts, uncertain ones, and pages without a known lang."
    ),
    wrong=('<html lang="en">\n<main>Tomaten brauchen viel Sonne …</main>'),
    right=('<html lang="de">\n<main>Tomaten brauchen viel Sonne …</main>'),
)


FEWEST_WORDS = 100
SURE = 0.9


def run(page: ParsedPage) -> AuditResult:
    declared = family_of(page.lang or "")
    if not declared:
        return not_applicable("The page names no known language to compare with.")
    written = page.text_language
    if page.word_count < FEWEST_WORDS or written.confidence < SURE:
        return not_applicable("The language of the text cannot be told for sure.")
    if family_of(written.code) == declared:
        return passed(f"The text is in “{written.code}”, as the page says.")
    percent = round(100 * written.confidence)
    found = [Finding(f'<html lang="{page.lang}">', f"{written.code}, {percent} % sure")]
    sentence = f"The page names “{page.lang}”, the text is in “{written.code}”."
    return failed(sentence, found)
