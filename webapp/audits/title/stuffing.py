"""title.stuffing: no word three times."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="title.stuffing",
    category="head",
    severity=Severity.MINOR,
    title="The title repeats no word too often",
    failure_title="The title repeats a word three times",
    why=(
        "Repeated search terms look like spam, and Google replaces such titles with "
        "its own."
    ),
    how_to_fix="Say it once, and use the room for what sets this page apart.",
    source="https://developers.google.com/search/docs/appearance/title-link",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the same word of three or more letters stands in the title three "
        "times or more, whatever its case. Articles, conjunctions and the like do "
        "not count, nor do numbers. Does not apply without a title."
    ),
    wrong="<title>Tomatoes, buy tomatoes, cheap tomatoes online</title>",
    right="<title>Buy tomato plants for the balcony online</title>",
)


MOST = 2
WORD = re.compile(r"[^\W\d_]{3,}")
SMALL_WORDS = frozenset(
    """
    the and for with you your from our not der die das den dem und für mit von ein eine
    les des une pour avec est dans que los las del con por para una het een van voor met
    uma dos das com gli che per non della och det att som til
    """.split()  # noqa: SIM905 (a list of words reads better as words)
)


def run(page: ParsedPage) -> AuditResult:
    if not page.title:
        return not_applicable("The page has no title whose words could be counted.")
    words = Counter(word.casefold() for word in WORD.findall(page.title))
    often = [
        f"“{word}” {number} times"
        for word, number in words.items()
        if number > MOST and word not in SMALL_WORDS
    ]
    if often:
        found = (Finding(page.title, times) for times in often)
        return failed(f"The title has {', '.join(often[:5])}.", found)
    return passed("No word stands in the title more than twice.")
