"""Which passages a query finds: by meaning, by words, and by both.

The two orders are put together by their ranks (reciprocal rank fusion), as search
systems do it that have both. https://doi.org/10.1145/1571941.1572114
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import Any, Protocol

from webapp.pipeline.passages.lexical import Index
from webapp.pipeline.passages.passage import Passage

MAX_PASSAGES = 60
BATCH = 8
#: The smaller, the more the first places count; the value of the paper held best.
FUSION = 60


class Encoder(Protocol):
    """Texts to vectors, a row each. It is called with a few texts at a time."""

    def encode(self, texts: list[str]) -> Any: ...


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one query finds. ``order`` are places of passages, the best first;
    ``similarities`` (cosine, -1 to 1) are in the order of the passages, empty where
    the encoder did not get to it."""

    order: tuple[int, ...]
    similarities: tuple[float, ...]


def rank(
    passages: Sequence[Passage],
    queries: Sequence[str],
    encoder: Encoder,
    limit_ms: int,
) -> list[Ranking]:
    """A ranking a query, over the first 60 passages. Where ``limit_ms`` are over before
    all is encoded, words alone decide."""
    kept = passages[:MAX_PASSAGES]
    index = Index(with_path(passage) for passage in kept)
    by_words = [index.scores(query) for query in queries]
    texts = [passage.text for passage in kept]
    rows = encoded([*queries, *texts], encoder, limit_ms)
    if not rows:
        return [Ranking(ordered(scores), ()) for scores in by_words]
    asked, rows = rows[: len(queries)], rows[len(queries) :]
    by_meaning = [[cosine(query, row) for row in rows] for query in asked]
    return [
        Ranking(ordered(fused(meaning, words), meaning), tuple(meaning))
        for meaning, words in zip(by_meaning, by_words, strict=True)
    ]


def with_path(passage: Passage) -> str:
    """A passage as its words are searched, with those of its headings. The encoder
    gets the text alone, which measured better."""
    return "\n".join((*passage.path, passage.text))


def encoded(texts: list[str], encoder: Encoder, limit_ms: int) -> list[list[float]]:
    """Vectors of unit length, or none where there was not enough time."""
    deadline = time.monotonic() + limit_ms / 1000
    rows: list[list[float]] = []
    for start in range(0, len(texts), BATCH):
        if time.monotonic() > deadline:
            return []
        batch = encoder.encode(texts[start : start + BATCH])
        rows += [unit([float(value) for value in row]) for row in batch]
    return rows


def unit(row: list[float]) -> list[float]:
    length = math.hypot(*row) or 1.0
    return [value / length for value in row]


def cosine(one: list[float], other: list[float]) -> float:
    """Of two vectors of unit length."""
    return float(sum(map(mul, one, other)))


def fused(meaning: Sequence[float], words: Sequence[float]) -> list[float]:
    """A passage that shares no word with the query gets nothing for its words."""
    both = zip(places(meaning), places(words), words, strict=True)
    return [
        1 / (FUSION + a) + (1 / (FUSION + b) if score else 0) for a, b, score in both
    ]


def ordered(*scores: Sequence[float]) -> tuple[int, ...]:
    """Places by score, the best first. On a tie the next scores decide, at last the
    place on the page."""
    rows = [
        tuple(-round(score, 9) for score in row) for row in zip(*scores, strict=True)
    ]
    return tuple(sorted(range(len(rows)), key=lambda place: (rows[place], place)))


def places(scores: Sequence[float]) -> list[int]:
    """The rank of each score, from 0; the same score has the same rank."""
    rounded = [round(score, 9) for score in scores]
    firsts: dict[float, int] = {}
    for position, score in enumerate(sorted(rounded, reverse=True)):
        firsts.setdefault(score, position)
    return [firsts[score] for score in rounded]
