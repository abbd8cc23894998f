"""ai.extractable: a content extractor finds the main text and a title."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import (
    AuditMeta,
    failed,
    not_applicable,
    not_measured,
    passed,
)
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.words import count_words

META = AuditMeta(
    id="ai.extractable",
    category="answers",
    severity=Severity.MINOR,
    title="Extractors find the main text",
    failure_title="Extractors miss much of the main text",
    why=(
        "Most crawlers of language models keep only what an extractor takes for the "
        "main text. What it drops is neither learned nor quoted."
    ),
    how_to_fix=(
        "Put the content into one main or article with headings and p elements; keep "
        "text out of forms, buttons, deep div nests and lists of links."
    ),
    source="https://resiliparse.chatnoir.eu/en/stable/man/extract/html2text.html",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Runs the extractor Resiliparse and, where it keeps less than half of the "
        "words, trafilatura. Fails if less than half of the different words of the "
        "main content are in what the better of both returns, or if the page has no "
        "title. Only texts of at least 10 words count, since menus and labels are "
        "rightly dropped. Does not apply if these have fewer than 50 different words."
    ),
    wrong="<div><span>Each sentence</span></div><div><span>in its own</span></div> …",
    right="<main><article><h1>…</h1><p>Whole paragraphs …</p></article></main>",
)

LEAST_WORDS, LEAST_PERCENT = 50, 50
#: A block with less is a label rather than a text.
TEXT_WORDS = 10
#: A longer one is a text without spaces; its pairs of signs count.
WORD_CHARACTERS = 20


def run(page: ParsedPage) -> AuditResult:
    if page.extracted_text is None:
        return not_measured("The extractor broke on this page.")
    texts = (block.text for block in page.blocks if block.in_main)
    long = [text for text in texts if is_long(text)]
    words = different_words("\n".join(long))
    if len(words) < LEAST_WORDS:
        return not_applicable("The main content has hardly any running text.")
    kept = words & different_words(page.extracted_text)
    percent = 100 * len(kept) // len(words)
    told = f"The extractor keeps {percent} % of {len(words):,} different words"
    found = []
    if percent < LEAST_PERCENT:
        found.append(Finding(f"{percent} %", "less than half of the main content"))
    if not page.title:
        found.append(Finding("<title>", "the page has none"))
    if found:
        lacks = "" if page.title else " and finds no title"
        return failed(f"{told}{lacks}.", found)
    return passed(f"{told} and finds a title.")


def is_long(text: str) -> bool:
    """Most texts have spaces, and counting these is quick."""
    if text.count(" ") >= TEXT_WORDS:
        return True
    return not text.isascii() and count_words(text) >= TEXT_WORDS


def different_words(text: str) -> set[str]:
    found = set(text.split())
    for word in [word for word in found if len(word) > WORD_CHARACTERS]:
        found.update(word[i : i + 2] for i in range(len(word) - 1))
        found.remove(word)
    return found
