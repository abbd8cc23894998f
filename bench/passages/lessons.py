"""What is learnt from: pages, what their headings ask, which passages to tell apart."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.passages.cases import Case, all_cases, headings
from webapp.audits.question_words import is_question
from webapp.pipeline.passages.askable import asks_alone
from webapp.pipeline.passages.lexical import common_words, tokens

#: Of a page, in one step.
ASKED, PASSAGES = 8, 14
#: What a heading that is no question counts, beside one that is.
HEADING_SHARE = 0.5
#: How often a question is asked as it stands, and as people search: in a few words.
HOW_OFTEN, SHORT_WORDS = (9, 1), range(2, 6)
#: A heading that stands on more pages of a site ("Description") asks nothing.
MOST_REPEATS = 3


@dataclass(frozen=True)
class Lesson:
    """What one step takes of a page: what is asked, and the places of passages to tell
    apart. ``right`` has a row a question, ``shares`` is what each counts."""

    case: Case
    asked: list[str]
    kept: list[int]
    right: list[list[bool]]
    shares: list[float]

    @property
    def texts(self) -> list[str]:
        """Questions, then passages, then all headings of the page."""
        passages = (self.case.passages[place].text for place in self.kept)
        return [*self.asked, *passages, *self.case.headings]

    def parts(self, rows: Any) -> tuple[Any, Any, Any]:
        """The same of rows that are of ``texts``."""
        first, last = len(self.asked), len(self.asked) + len(self.kept)
        return rows[:first], rows[first:last], rows[last:]


def draw(case: Case) -> Lesson | None:
    """A lesson by chance, questions before other headings; None where there is nothing
    to tell apart."""
    found = random.sample(case.questions, len(case.questions))
    found = sorted(found, key=lambda one: not is_question(one[0], case.lang))[:ASKED]
    kept = some_passages(case, found)
    rows = [(text, [place in own for place in kept]) for text, own in found]
    rows = [(text, row) for text, row in rows if any(row) and not all(row)]
    if not rows:
        return None
    return Lesson(
        case,
        [as_asked(text) for text, _ in rows],
        kept,
        [row for _, row in rows],
        [1.0 if is_question(text, case.lang) else HEADING_SHARE for text, _ in rows],
    )


def some_passages(case: Case, found: Sequence[tuple[str, list[int]]]) -> list[int]:
    """Two at most of each answer, and any others."""
    own = {i for _, places in found for i in random.sample(places, min(2, len(places)))}
    others = [i for i in range(len(case.passages)) if i not in own]
    wanted = [
        *random.sample(sorted(own), len(own)),
        *random.sample(others, len(others)),
    ]
    return sorted(wanted[:PASSAGES])


def as_asked(text: str) -> str:
    [found] = random.sample((text, shortened(text)), 1, counts=HOW_OFTEN)
    return found


def shortened(text: str) -> str:
    """Its words without those that say nothing of the subject."""
    kept = [word for word in tokens(text) if word not in common_words("en")]
    return " ".join(kept[: SHORT_WORDS[-1]]) if len(kept) in SHORT_WORDS else text


def lessons(folders: list[Path], whole: list[Path]) -> list[Case]:
    """English pages with what their headings ask: of ``folders`` those of the half to
    learn from, of ``whole`` all but those of a site, or of an owner of repositories,
    that has pages in the other half. Nothing is asked that a heading there asks too,
    nor a question that only makes sense on its page."""
    halved = all_cases(folders, "en", headings)
    figures = [case for case in halved if not case.is_to_learn_from]
    sites = {name for case in figures for name in (case.site, case.owner) if name}
    others = {text for case in figures for text in case.key}
    found = [case for case in halved if case.is_to_learn_from]
    found += [
        case
        for case in all_cases(whole, "en", headings)
        if sites.isdisjoint((case.site, case.owner))
    ]
    repeats = Counter((case.site, text) for case in found for text in case.key)
    told = [
        replace(
            case,
            questions=[
                (text, places)
                for text, places in case.questions
                if repeats[case.site, text.casefold()] <= MOST_REPEATS
                and text.casefold() not in others
                and (asks_alone(text, "en") or not is_question(text, "en"))
            ],
        )
        for case in found
    ]
    return [case for case in told if case.questions]
