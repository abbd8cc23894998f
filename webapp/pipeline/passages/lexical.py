"""BM25 over the passages of one page, in any language.

Words are cut to their first letters, which takes endings off; Chinese, Japanese and
Korean are read in pairs of signs.
https://doi.org/10.1561/1500000019
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Set
from functools import cache

from webapp.audits.question_words import FIRST_WORDS
from webapp.audits.stop_words import STOP_WORDS

STEM_CHARACTERS = 5
K1, B = 1.2, 0.6
#: Runs of signs that stand without spaces, or words.
DENSE = "\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0eff"
TOKEN = re.compile(rf"[{DENSE}]+|[^\W{DENSE}]+")
IS_DENSE = re.compile(rf"[{DENSE}]")


def tokens(text: str) -> list[str]:
    """The words of a text, or pairs of signs, repeated as they stand."""
    found: list[str] = []
    for token in TOKEN.findall(unicodedata.normalize("NFKC", text).casefold()):
        pairs = [token[i : i + 2] for i in range(len(token) - 1)]
        found += pairs if pairs and IS_DENSE.match(token) else [token]
    return found


def terms(text: str, without: Set[str] = frozenset()) -> list[str]:
    """The terms of a text but for some words, repeated as they stand."""
    return [token[:STEM_CHARACTERS] for token in tokens(text) if token not in without]


@cache
def common_words(lang: str) -> frozenset[str]:
    """Those that say nothing of what a question is about: on one page "how" is a rare
    word, and its weight would be great. None in languages without a list."""
    words = STOP_WORDS.get(lang, frozenset()) | FIRST_WORDS.get(lang, frozenset())
    return frozenset(tokens(" ".join(words)))


class Index:
    """Texts counted once, to be asked often."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.counts = [Counter(terms(text)) for text in texts]
        self.lengths = [counts.total() for counts in self.counts]
        self.mean = sum(self.lengths) / max(1, len(self.lengths)) or 1.0
        self.holders: Counter[str] = Counter()
        for counts in self.counts:
            self.holders.update(counts.keys())

    def weight(self, term: str) -> float:
        """How much a term tells texts apart; a term of every text tells little."""
        holders = self.holders[term]
        return math.log(1 + (len(self.counts) - holders + 0.5) / (holders + 0.5))

    def scores(self, query: str, common: Set[str] = frozenset()) -> list[float]:
        """The score of each text for a query, in the order of the texts. ``common``
        words count only where the query has no other ones."""
        asked = sorted(set(terms(query, common) or terms(query)))
        wanted = [(term, self.weight(term)) for term in asked]
        return [
            sum(
                weight * counts[term] * (K1 + 1) / (counts[term] + norm)
                for term, weight in wanted
                if term in counts
            )
            for counts, norm in zip(self.counts, self.norms(), strict=True)
        ]

    def norms(self) -> list[float]:
        return [K1 * (1 - B + B * length / self.mean) for length in self.lengths]
