"""Which passages a query finds: by meaning, by words, and read together with it.

The similarity of the embeddings leads. To it comes the share that a passage has of the
best score by words, and a little for a passage that opens its section: what follows
there often leans on it. Of the first ones a reranker, which reads each together with
the query, has its say in the order.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import Any, Protocol

from webapp.pipeline.passages.lexical import Index, common_words
from webapp.pipeline.passages.passage import Passage

MAX_PASSAGES = 60
BATCH = 8
#: What the best passage by words, and what opens a section, get on top of a similarity:
#: learnt together with the encoder (``bench.passages.training``).
WORDS, OPENING = 0.07, 0.08
#: How many the reranker reads at most, by how much they may stay behind the best one,
#: and what a point of its scores counts.
FIRST, NEAR, POINT = 4, 0.2, 0.07
#: What the reranker knows.
RERANKED = frozenset({"en"})


class Encoder(Protocol):
    """Texts to vectors, a row each. It is called with a few texts at a time."""

    def encode(self, texts: list[str]) -> Any: ...


class Reranker(Protocol):
    """How well each text answers a query, the higher the better."""

    def scores(self, query: str, texts: list[str]) -> list[float]: ...


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one query finds. ``order`` are places of passages, the best first;
    ``similarities`` (cosine, -1 to 1) are in the order of the passages, empty where
    the encoder did not get to it; ``is_reranked`` tells whether a reranker had its
    say."""

    order: tuple[int, ...]
    similarities: tuple[float, ...]
    is_reranked: bool = False


def rank(
    passages: Sequence[Passage],
    queries: Sequence[str],
    encoder: Encoder,
    limit_ms: int,
    lang: str = "en",
    reranker: Reranker | None = None,
) -> list[Ranking]:
    """A ranking a query, over the first 60 passages. Where ``limit_ms`` are over before
    all is encoded, words alone decide; where they are over before the first ones are
    read again, that is left out for all queries. ``lang`` is the code of the page's
    language."""
    deadline = time.monotonic() + limit_ms / 1000
    kept = passages[:MAX_PASSAGES]
    by_words = lexical_scores(kept, queries, lang)
    texts = [passage.text for passage in kept]
    rows = encoded([*queries, *texts], encoder, deadline)
    if not rows:
        return [Ranking(ordered(scores), ()) for scores in by_words]
    asked, rows = rows[: len(queries)], rows[len(queries) :]
    opening = openings(kept)
    meaning = [[cosine(query, row) for row in rows] for query in asked]
    scores = [
        combined(similar, words, opening)
        for similar, words in zip(meaning, by_words, strict=True)
    ]
    again = None
    if reranker is not None and lang in RERANKED:
        again = reranked(scores, queries, texts, reranker, deadline)
    return [
        Ranking(ordered(one), tuple(similar), again is not None)
        for one, similar in zip(again or scores, meaning, strict=True)
    ]


def reranked(
    scores: list[list[float]],
    queries: Sequence[str],
    texts: Sequence[str],
    reranker: Reranker,
    deadline: float,
) -> list[list[float]] | None:
    """The scores with the reranker's say about the first ones of each query, none of
    which falls behind the others. None where there was not enough time."""
    found = []
    for query, before in zip(queries, scores, strict=True):
        if time.monotonic() > deadline:
            return None
        near = to_read(before)
        found.append(list(before))
        if len(near) > 1:
            points = reranker.scores(query, [texts[place] for place in near])
            for place, point in zip(near, points, strict=True):
                found[-1][place] += (point - min(points)) * POINT
    return found


def to_read(scores: Sequence[float]) -> list[int]:
    """Places of what the reranker reads, the best first."""
    least = max(scores) - NEAR
    return [place for place in ordered(scores)[:FIRST] if scores[place] >= least]


def lexical_scores(
    passages: Sequence[Passage], queries: Sequence[str], lang: str
) -> list[list[float]]:
    """The scores of the passages by their words, a row a query."""
    index = Index(with_path(passage) for passage in passages)
    common = common_words(lang)
    return [index.scores(query, common) for query in queries]


def with_path(passage: Passage) -> str:
    """A passage as its words are searched, with those of its headings. The encoder
    gets the text alone, which measured better."""
    return "\n".join((*passage.path, passage.text))


def encoded(texts: list[str], encoder: Encoder, deadline: float) -> list[list[float]]:
    """Vectors of unit length, or none where there was not enough time."""
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


def openings(passages: Sequence[Passage]) -> list[bool]:
    """Whether each passage is the first one below its headings."""
    before = [None, *(passage.headings for passage in passages)]
    return [
        passage.headings != last
        for passage, last in zip(passages, before, strict=False)
    ]


def combined(
    meaning: Sequence[float], words: Sequence[float], opening: Sequence[bool]
) -> list[float]:
    best = max(words, default=0) or 1
    return [
        similarity + WORDS * score / best + OPENING * opens
        for similarity, score, opens in zip(meaning, words, opening, strict=True)
    ]


def ordered(scores: Sequence[float]) -> tuple[int, ...]:
    """Places by score, the best first; on a tie the earlier one on the page."""
    rounded = [-round(score, 9) for score in scores]
    return tuple(sorted(range(len(rounded)), key=lambda place: (rounded[place], place)))
