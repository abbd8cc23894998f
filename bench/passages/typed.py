"""What people might type who look for what a page's question answers.

``typed.tsv`` has questions of pages that are kept out of the learning, by the beginning
of their SHA-256, and for each a few words, other ones than the question's where there
are others. They were made up with the question at hand and the answer unread. The page
keeps its headings then, as it has them in a report.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from bench.passages.cases import Case, read
from webapp.audits.question_words import bare
from webapp.pipeline import passages

FILE = Path(__file__).with_name("typed.tsv")
DIGITS = 12


@cache
def by_question() -> dict[str, str]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {row["question"]: row["typed"] for row in rows}


def digest(question: str) -> str:
    return hashlib.sha256(question.casefold().encode()).hexdigest()[:DIGITS]


def as_typed(cases: Iterable[Case]) -> Iterator[Case]:
    """The pages of which a question is in the file, and what is typed for it."""
    for case in cases:
        wanted = {
            text: by_question()[digest(text)]
            for text, _ in case.questions
            if digest(text) in by_question()
        }
        page = read(case.path) if wanted else None
        if page is None:
            continue
        cut = passages.cut_page(page)[: passages.MAX_PASSAGES]
        found = [
            (typed, [place for place, one in enumerate(cut) if is_under(one, text)])
            for text, typed in wanted.items()
        ]
        found = [(typed, own) for typed, own in found if own]
        yield replace(case, passages=cut, questions=found, origin="yours")


def is_under(passage: passages.Passage, question: str) -> bool:
    return any(bare(heading) == question for heading in passage.path)
