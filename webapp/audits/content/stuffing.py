"""content.stuffing: no word is repeated for the engines' sake."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.stop_words import STOP_WORDS
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="content.stuffing",
    category="content",
    severity=Severity.MINOR,
    title="No word is repeated all too often",
    failure_title="A word is repeated all too often",
    why=(
        "A text that repeats a word against all habit reads badly, and Google counts it"
        " as spam where it is done for the ranking."
    ),
    how_to_fix="Write as one speaks: leave the word out, or say it in another way.",
    source="https://developers.google.com/search/docs/essentials/spam-policies#keyword-stuffing",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails for a word that stands at least 5 times in the main content (its"
        " first 30,000 characters) and makes up more than 3 % of the words; stop words,"
        " numbers and words of fewer than three letters do not count. Texts of"
        " fewer than 100 words and languages without a list of stop words are left out"
        " (there are lists for 12)."
    ),
    wrong="Cheap soil: our soil is the soil that soil buyers of soil buy.",
    right="Our soil is loose and rich, and costs less than the others.",
)

SHARE, TIMES, LEAST_WORDS = 0.03, 5, 100
SHORTEST = 3
MAX_CHARACTERS = 30_000
WORD = re.compile(r"[^\W\d_]+")


def run(page: ParsedPage) -> AuditResult:
    stops = STOP_WORDS.get(page.primary_language)
    if stops is None:
        return not_applicable("There is no list of stop words for its language.")
    words = WORD.findall(page.main_text[:MAX_CHARACTERS].lower())
    if len(words) < LEAST_WORDS:
        return not_applicable("The main content has fewer than 100 words.")
    counts = Counter(word for word in words if len(word) >= SHORTEST)
    top = [
        (word, number)
        for word, number in counts.most_common(len(stops) + 50)
        if word not in stops
    ]
    bad = [(w, n) for w, n in top if n >= TIMES and n / len(words) > SHARE]
    if bad:
        found = (
            Finding(w, f"{n} times, {n / len(words):.1%} of words") for w, n in bad
        )
        return failed(f"It is “{bad[0][0]}”, {bad[0][1]} times.", found)
    return passed(f"{len(words):,} words counted.")
