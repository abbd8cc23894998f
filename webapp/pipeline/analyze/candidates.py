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

    @property
    def written(self) -> Stems:
        """As it is mostly written; in capitals only where it always is."""
        usual = {form: n for form, n in self.forms.items() if not is_capitalised(form)}
        counts = usual or self.forms
        return max(counts, key=lambda form: (counts[form], form))

    @property
    def base(self) -> float:
        """By how often, how early, and how many words."""
        factor = LENGTH_FACTORS[len(self.stems) - 1]
        return factor * math.log(1 + self.count) / math.log(BEGINNING + self.first)

    def set_score(self, language: Language, places: Iterable[str]) -> None:
        capitalised = sum(n for form, n in self.forms.items() if is_capitalised(form))
        weight = CAPITALS_WEIGHT if language.capitals_tell else 0
        self.score = (
            self.base
            * (1 + self.alone / self.count)
            * (1 + weight * capitalised / self.count)
            * (1 + sum(PLACE_WEIGHTS.get(place, 0) for place in places))
        )


def is_capitalised(words: Stems) -> bool:
    return all(word[0].isupper() for word in words)


def shortlist(evidence: Evidence, size: int) -> list[Candidate]:
    """The best ``size`` candidates of the page's content by counting, best first."""
    language = evidence.language
    tokens = evidence.tokens_read
    keys = keys_of(tokens, language)
    found = {one.stems: one for one in preselected(keys)}
    look_at(found, tokens, keys)
    for one in found.values():
        phrase = language.join(one.written)
        one.set_score(language, evidence.of(phrase).places)
    ranked = sorted(found.values(), key=lambda one: (-one.score, one.first, one.stems))
    return ranked[:size]


def keys_of(tokens: Sequence[str], language: Language) -> list[Key]:
    """Each token's stem; each different one is looked at once."""
    known = {token: key_of(token, language) for token in set(tokens)}
    return [known[token] for token in tokens]


def key_of(token: str, language: Language) -> Key:
    lower = token.lower()
    if not is_word(token) or lower in language.stop_words:
        return None
    return language.stem(lower)


def preselected(keys: list[Key]) -> list[Candidate]:
    """Counting is done by Counter and zip, in C: a long page has 20,000 candidates."""
    found = []
    for words in range(1, MAX_WORDS + 1):
        grams = list(zip(*(keys[start:] for start in range(words)), strict=False))
        first = dict(zip(reversed(grams), range(len(grams) - 1, -1, -1), strict=True))
        found += [
            Candidate(gram, count, first[gram])
            for gram, count in Counter(grams).items()
            if None not in gram
        ]
    return heapq.nlargest(PRESELECTED, found, key=lambda one: (one.base, -one.first))


def look_at(
    found: dict[Stems, Candidate], tokens: Sequence[str], keys: list[Key]
) -> None:
    """How the candidates are written, and how often each fills a whole run."""
    begins = {stems[0] for stems in found}
    for place, key in enumerate(keys):
        if key not in begins:
            continue
        starts = place == 0 or keys[place - 1] is None
        for words in range(1, MAX_WORDS + 1):
            end = place + words
            one = found.get(tuple(keys[place:end]))  # type: ignore[arg-type]
            if one is not None and len(one.stems) == words:
                one.forms[tuple(tokens[place:end])] += 1
                one.alone += starts and (end == len(keys) or keys[end] is None)


def without_repeats(candidates: Iterable[Candidate], wanted: int) -> list[Candidate]:
    """The first ``wanted`` of those that say something of their own: of a phrase and a
    part of it only the better one, unless the part stands outside of it as well."""
    kept: list[Candidate] = []
    for one in candidates:
        if len(kept) == wanted:
            break
        if not any(says_the_same(one, other) for other in kept):
            kept.append(one)
    return kept


def says_the_same(one: Candidate, other: Candidate) -> bool:
    short, long = sorted((one, other), key=lambda candidate: len(candidate.stems))
    size = len(short.stems)
    starts = range(len(long.stems) - size + 1)
    is_part = any(long.stems[i : i + size] == short.stems for i in starts)
    return is_part and short.count <= long.count
