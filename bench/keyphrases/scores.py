"""F1 of phrases against those that people named, and how sure its mean is.

Phrases are the same where their words' stems are (Porter's for English). All gold
phrases count, also those that the text does not have. Of predictions with the same
stems the first counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy
import Stemmer

from webapp.pipeline.analyze.languages import SPACELESS, STEMMERS

Stem = Callable[[str], str]

#: Porter's own for English, as keyphrases are compared everywhere.
ALGORITHMS = {**STEMMERS, "en": "porter"}
#: Phrases are compared without spaces there.
UNSPACED = SPACELESS
WORD = re.compile(r"[^\W_]+")
POSSESSIVE = re.compile(r"['’]s\b")
SOFT_HYPHEN = "\xad"
RESAMPLES = 2000
SEED = 20_240


@cache
def stemmer(lang: str) -> Stem:
    """A phrase to what makes it the same as another: its words' stems."""
    algorithm = ALGORITHMS.get(lang)
    word = Stemmer.Stemmer(algorithm).stemWord if algorithm else str
    joiner = "" if lang in UNSPACED else " "

    def stem(phrase: str) -> str:
        text = unicodedata.normalize("NFKC", phrase).replace(SOFT_HYPHEN, "")
        words = WORD.findall(POSSESSIVE.sub("", text.casefold()))
        return joiner.join(word(one) for one in words)

    return stem


def f1(predicted: Sequence[str], gold: Iterable[str], at: int, stem: Stem) -> float:
    """0 to 1, of the first ``at`` predictions that differ."""
    wanted = {stem(phrase) for phrase in gold} - {""}
    keys = dict.fromkeys(stem(phrase) for phrase in predicted)
    found = [key for key in keys if key][:at]
    hits = len(wanted.intersection(found))
    return 2 * hits / (len(wanted) + len(found)) if hits else 0.0


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and where it lies with 95 % confidence."""

    value: float
    low: float
    high: float


def mean(values: Sequence[float]) -> Interval:
    """Over documents."""
    each = numpy.asarray(values)
    return interval(each.mean(), each[samples(len(each))].mean(axis=1))


def difference(ours: Sequence[float], theirs: Sequence[float]) -> Interval:
    """Of the means, each sample having the same documents for both."""
    own, other = numpy.asarray(ours), numpy.asarray(theirs)
    return mean(own - other)


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Interval:
    """Our mean over theirs, each sample having the same documents for both."""
    own, other = numpy.asarray(ours), numpy.asarray(theirs)
    chosen = samples(len(own))
    with numpy.errstate(divide="ignore", invalid="ignore"):
        sampled = own[chosen].mean(axis=1) / other[chosen].mean(axis=1)
        return interval(own.mean() / other.mean(), sampled)


def samples(size: int) -> Any:
    """Places of documents, drawn with putting back; always the same."""
    return numpy.random.default_rng(SEED).integers(0, size, (RESAMPLES, size))


def interval(value: Any, sampled: Any) -> Interval:
    # Nearest: between two figures of which one is infinite there is none.
    low, high = numpy.percentile(sampled, [2.5, 97.5], method="nearest")
    return Interval(float(value), float(low), float(high))
