"""Candidate phrases, and what counting alone says about them; no model.

Runs of words are broken at stop words, marks and line ends; every run's contiguous one
to three words are candidates, the same where their words' stems are. One scores by how
often it stands, how often it fills a whole run, how early it stands, how often it is
capitalised, and by the places where the page's author put it. The form of the formula
was found on abstracts and news, the weights of the places on real pages whose authors
named keywords (``bench/keyphrases``).
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from webapp.domain.report import is_telling
from webapp.pipeline.analyze.evidence import Evidence
from webapp.pipeline.analyze.languages import Language
from webapp.pipeline.analyze.languages.words import is_word

MAX_WORDS = 3
LENGTH_FACTORS = (0.75, 1.0, 1.0)
#: What each place adds to the score, as a part of it.
PLACE_WEIGHTS = {"title": 0.6, "url": 0.6, "link": 0.4, "description": 0.3, "h1": 0.2}
CAPITALS_WEIGHT = 0.4
#: In tokens: within so many from the beginning it says little where a phrase stands.
BEGINNING = 100
#: A whole text's best ones by count and place alone; the rest is counted for these.
PRESELECTED = 200

Stems = tuple[str, ...]
#: A token's stem; None for what no phrase goes across.
Key = str | None


@dataclass(slots=True)
class Candidate:
    """One phrase: its words' stems, and each way that it is written, counted."""

    stems: Stems
    count: int
    first: int
    alone: int = 0
    forms: Counter[Stems] = field(default_factory=Counter)
    score: float = 0.0
    places: Sequence[str] = ()

    @property
    def is_telling(self) -> bool:
        return is_telling(self.count, self.places)

    @property
    def written(self) -> Stems:
        """As it is mostly written; in small letters if it ever is: a sentence, or a
        heading, may have given the capitals."""
        most = max(self.forms, key=lambda form: (self.forms[form], form))
        spelled = " ".join(most).lower()
        same = [form for form in self.forms if " ".join(form).lower() == spelled]
        return min(same, key=lambda form: (capitals(form), -self.forms[form]))

    def set_score(self, language: Language) -> None:
        capitalised = sum(n for form, n in self.forms.items() if is_capitalised(form))
        weight = CAPITALS_WEIGHT if language.capitals_tell else 0
        self.score = (
            base(len(self.stems), self.count, self.first)
            * (1 + self.alone / self.count)
            * (1 + weight * capitalised / self.count)
            * (1 + sum(PLACE_WEIGHTS.get(place, 0) for place in self.places))
        )


def capitals(words: Stems) -> int:
    return sum(letter.isupper() for word in words for letter in word)


def is_capitalised(words: Stems) -> bool:
    return all(word[0].isupper() for word in words)


def shortlist(evidence: Evidence, size: int) -> list[Candidate]:
    """The best ``size`` candidates of the page's content by counting, best first."""
    keys = keys_of(evidence)
    grams = grams_of(keys)
    found = {one.stems: one for one in preselected(grams)}
    for each in grams:
        look_at(found, each, evidence.tokens_read, keys)
    for one in found.values():
        one.places = evidence.places_of(one.written)
        one.set_score(evidence.language)
    kept = (one for one in found.values() if is_phrase(one.stems))
    ranked = sorted(kept, key=lambda one: (-one.score, one.first, one.stems))
    return ranked[:size]


def is_phrase(stems: Stems) -> bool:
    """No word said twice ("potato potato"), no single letter of a script of signs."""
    return len(set(stems)) == len(stems) and len("".join(stems)) > 1


def keys_of(evidence: Evidence) -> list[Key]:
    """Each token's stem, and a None at the end; each token is looked at once."""
    stop_words = evidence.language.stop_words
    known: dict[str, Key] = {
        token: evidence.padded[token].strip()
        if is_word(token) and token.lower() not in stop_words
        else None
        for token in set(evidence.tokens_read)
    }
    return [*(known[token] for token in evidence.tokens_read), None]


@dataclass(frozen=True, slots=True)
class Grams:
    """All phrases of so many words: where each begins, and its stems."""

    words: int
    places: list[int]
    stems: list[Stems]


def grams_of(keys: list[Key]) -> list[Grams]:
    found = []
    places = list(range(len(keys)))
    for words in range(1, MAX_WORDS + 1):
        places = [place for place in places if keys[place + words - 1] is not None]
        stems = [tuple(keys[place : place + words]) for place in places]
        found.append(Grams(words, places, stems))  # type: ignore[arg-type]
    return found


def base(words: int, count: int, first: int) -> float:
    """A phrase's score by its number of words, and by how often and how early it
    stands."""
    return LENGTH_FACTORS[words - 1] * math.log(1 + count) / math.log(BEGINNING + first)


def preselected(grams: list[Grams]) -> list[Candidate]:
    found = []
    for each in grams:
        first = dict(zip(reversed(each.stems), reversed(each.places), strict=True))
        found += [
            (base(each.words, count, first[stems]), -first[stems], count, stems)
            for stems, count in Counter(each.stems).items()
        ]
    best = heapq.nlargest(PRESELECTED, found, key=lambda entry: entry[:2])
    return [Candidate(stems, count, -place) for _, place, count, stems in best]


def look_at(
    found: dict[Stems, Candidate],
    grams: Grams,
    tokens: Sequence[str],
    keys: list[Key],
) -> None:
    """How the candidates are written, and how often each fills a whole run."""
    for place, stems in zip(grams.places, grams.stems, strict=True):
        one = found.get(stems)
        if one is not None:
            end = place + grams.words
            one.forms[tuple(tokens[place:end])] += 1
            one.alone += keys[place - 1] is None and keys[end] is None


def without_repeats(candidates: Iterable[Candidate], wanted: int) -> list[Candidate]:
    """The first ``wanted`` of those that say something of their own."""
    kept: list[Candidate] = []
    for one in candidates:
        if len(kept) == wanted:
            break
        if not any(says_the_same(one, other) for other in kept):
            kept.append(one)
    return kept


def says_the_same(one: Candidate, other: Candidate) -> bool:
    """Whether one is part of the other, and either stands nowhere else or makes the
    other, longer one a mere piece of a sentence."""
    short, long = sorted((one, other), key=lambda candidate: len(candidate.stems))
    size = len(short.stems)
    starts = range(len(long.stems) - size + 1)
    is_part = any(long.stems[i : i + size] == short.stems for i in starts)
    return is_part and (short.count <= long.count or not long.is_telling)
