"""ans.answer-first: sections begin with a concrete fact."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.page_sections import PageSection, page_sections
from webapp.audits.statements import fact_of
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.words import count_words

META = AuditMeta(
    id="ans.answer-first",
    category="answers",
    severity=Severity.INFO,
    title="Sections begin with a fact",
    failure_title="Few sections begin with a fact",
    why=(
        "The beginning of a section is what is read and quoted first. An opening "
        "without a fact gives an engine nothing to take over."
    ),
    how_to_fix=(
        "Say the answer in the first sentence below a heading, with its number, name "
        "or definition, and explain afterwards."
    ),
    source="https://www.nngroup.com/articles/inverted-pyramid/",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Takes the first 150 characters below each h2 of the main content. A fact is a "
        "number in digits or words, a proper name (in German only an abbreviation in "
        "capitals) or a sentence that says what something is. Fails if less than 30 % "
        "of the sections have one; does not apply with fewer than two h2 that text of "
        "at least 10 words follows."
    ),
    wrong="<h2>Brewing time</h2>\n<p>Many people ask themselves how long it takes.</p>",
    right="<h2>Brewing time</h2>\n<p>Green tea brews 2 to 3 minutes.</p>",
)

CHARACTERS, LEAST_WORDS = 150, 10
LEAST_SECTIONS, LEAST_PERCENT = 2, 30
MOST_SECTIONS = 200


def run(page: ParsedPage) -> AuditResult:
    openings = [
        (section.heading, text)
        for section in page_sections(page.blocks)
        if section.level == 2 and (text := opening(section))
    ]
    openings = openings[:MOST_SECTIONS]
    if len(openings) < LEAST_SECTIONS:
        return not_applicable("The page has fewer than two h2 with text below.")
    lang = page.primary_language
    empty = [entry for entry in openings if not fact_of(entry[1], lang)]
    number = len(openings) - len(empty)
    told = f"{number} of {len(openings)} sections begin with a fact."
    if number * 100 >= len(openings) * LEAST_PERCENT:
        return passed(told)
    return failed(told, (Finding(f"<h2>{heading}", text) for heading, text in empty))


def opening(section: PageSection) -> str:
    """The first characters below a heading; empty where too little follows."""
    text, words = "", 0
    for block in section.blocks:
        words += count_words(block.text)
        text = f"{text} {block.text}".strip()
        if words >= LEAST_WORDS and len(text) >= CHARACTERS:
            break
    return text[:CHARACTERS] if words >= LEAST_WORDS else ""
