"""content.readability: how hard an English text is to read; a remark."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, not_applicable, passed, warned
from webapp.audits.reading_grade import measure
from webapp.domain.audit_result import AuditResult, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="content.readability",
    category="content",
    severity=Severity.INFO,
    title="The text is easy enough to read",
    failure_title="The text is hard to read",
    why="Long sentences of long words lose readers, above all on a small screen.",
    how_to_fix="Divide long sentences, and take the shorter of two words.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/reading-level",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It remarks on a Flesch–Kincaid grade above 12 in the sentences of the main"
        " content (its blocks that end like a sentence, up to 15,000 characters)."
        " Syllables are counted by spelling rules of our own and not looked up, so the"
        " grade is approximate. Other languages than English and texts of fewer than"
        " 100 words are left out; it costs no points, as no engine asks for it."
    ),
    wrong="Notwithstanding considerable methodological heterogeneity, … (grade 19)",
    right="Tomatoes like loose soil. Water them in the morning. (grade 3)",
)

HARD, LEAST_WORDS = 12, 100
MAX_CHARACTERS = 15_000
ENDS = (".", "!", "?", "…", ".”", '."', "!”", "?”", ".)")
SURE = 0.9


def run(page: ParsedPage) -> AuditResult:
    if not is_english(page):
        return not_applicable("There is no formula for the language of the text.")
    blocks = (block for block in page.blocks if block.in_main)
    prose = " ".join(block.text for block in blocks if block.text.endswith(ENDS))
    reading = measure(prose[:MAX_CHARACTERS])
    if reading.words < LEAST_WORDS:
        return not_applicable("The page has fewer than 100 words in sentences.")
    sentence = (
        f"Grade {reading.grade:.1f}, with {reading.words / reading.sentences:.0f} words"
        " a sentence."
    )
    return warned(sentence) if reading.grade > HARD else passed(sentence)


def is_english(page: ParsedPage) -> bool:
    """Declared so, or detected, and not surely written in another language."""
    detected = page.text_language
    is_other = detected.confidence >= SURE and detected.code not in ("", "en")
    return page.primary_language == "en" and not is_other
