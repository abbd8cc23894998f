"""Candidate phrases and what counting alone says about them; no model.

Runs of words are broken at stop words, punctuation, line ends and numbers; every run's
contiguous one to three words are candidates. A phrase scores by how often it stands,
how often it fills a whole run, how early it stands and how often it is capitalised:
``ln(1+tf) · (1 + alone/tf) · (0.7, 1, 0.95)[n-1] / ln(30+first) · (1 + 0.2·caps/tf)``.
The weights were tuned on abstracts and news, where this beat pure similarity.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

#: A text is read up to here; what a page is about stands before.
MAX_CHARACTERS = 100_000
MAX_WORDS = 3
LENGTH_FACTORS = (0.7, 1.0, 0.95)
#: The same tokens as scikit-learn's CountVectorizer, which KeyBERT counts with.
TOKEN = re.compile(r"\b\w\w+\b|[^\w\s]|\n")
#: In a text of another language the most frequent short words serve as stop words.
STOP_WORD_SHARE = 0.01
STOP_WORD_LENGTH = 5


@dataclass(slots=True)
class Candidate:
    """One phrase in lower case, counted."""

    phrase: str
    words: int
    first: int
    count: int = 0
    alone: int = 0
    capitalised: int = 0

    @property
    def score(self) -> float:
        frequency = math.log(1 + self.count) * (1 + self.alone / self.count)
        place = math.log(30 + self.first)
        capitals = 1 + 0.2 * self.capitalised / self.count
        return frequency * LENGTH_FACTORS[self.words - 1] / place * capitals


def shortlist(text: str, lang: str, size: int) -> list[Candidate]:
    """The best ``size`` candidates by counting, best first."""
    tokens = TOKEN.findall(text[:MAX_CHARACTERS])
    stops = stop_words(tokens, lang)
    found: dict[str, Candidate] = {}
    for start, run in runs(tokens, stops):
        add_run(found, start, run)
    ranked = sorted(found.values(), key=lambda c: (-c.score, c.first, c.phrase))
    return ranked[:size]


def is_english(lang: str) -> bool:
    return lang.lower().partition("-")[0] in ("en", "")


def stop_words(tokens: list[str], lang: str) -> frozenset[str]:
    if is_english(lang):
        return english_stop_words()
    counts: dict[str, int] = {}
    for token in tokens:
        counts[token.lower()] = counts.get(token.lower(), 0) + 1
    least = max(3, len(tokens) * STOP_WORD_SHARE)
    return frozenset(
        word
        for word, number in counts.items()
        if number >= least and len(word) <= STOP_WORD_LENGTH
    )


@cache
def english_stop_words() -> frozenset[str]:
    """scikit-learn's list, which KeyBERT uses as well. The package takes a second to
    import, and no process but a worker, which has it by KeyBERT, needs it."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return frozenset(ENGLISH_STOP_WORDS)


def runs(
    tokens: Iterable[str], stops: frozenset[str]
) -> Iterator[tuple[int, list[str]]]:
    """Position and words of each run between two breaks."""
    run: list[str] = []
    position = 0
    for token in tokens:
        is_break = not token[0].isalpha() or token.lower() in stops
        if is_break and run:
            yield position - len(run), run
            run = []
        elif not is_break:
            run.append(token)
        position += 1
    if run:
        yield position - len(run), run


def add_run(found: dict[str, Candidate], start: int, run: list[str]) -> None:
    for offset in range(len(run)):
        for length in range(1, min(MAX_WORDS, len(run) - offset) + 1):
            words = run[offset : offset + length]
            phrase = " ".join(words).lower()
            entry = found.get(phrase)
            if entry is None:
                entry = found[phrase] = Candidate(phrase, length, start + offset)
            entry.count += 1
            entry.alone += length == len(run)
            entry.capitalised += words[0][0].isupper()


def without_repeats(phrases: Iterable[str], wanted: int) -> list[str]:
    """Drop what is part of a better phrase, or holds one; keep the first ``wanted``."""
    kept: list[str] = []
    for phrase in phrases:
        padded = f" {phrase} "
        if not any(padded in f" {one} " or f" {one} " in padded for one in kept):
            kept.append(phrase)
        if len(kept) == wanted:
            break
    return kept
