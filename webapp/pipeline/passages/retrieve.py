"""Which passages a query finds: scored by meaning, words and headings (``scores``); of
the first ones a reranker, which reads each together with the query, has its say in the
order.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from webapp.pipeline.passages.passage import Passage
from webapp.pipeline.passages.queries import Query
from webapp.pipeline.passages.scores import lexical_scores, ordered, scores
from webapp.pipeline.passages.vectors import Encoder, Rows, encoded, similarities

MAX_PASSAGES = 60
#: How many the reranker reads at most, by how much they may stay behind the best one,
#: and what a point of its scores counts.
FIRST, NEAR, POINT = 4, 0.2, 0.07
#: What the reranker knows.
RERANKED = frozenset({"en"})


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
    queries: Sequence[Query],
    encoder: Encoder,
    limit_ms: int,
    lang: str = "en",
    reranker: Reranker | None = None,
    headings: Sequence[str] = (),
) -> list[Ranking]:
    """A ranking a query, over the first 60 passages. Where ``limit_ms`` are over before
    all is encoded, words alone decide; where they are over before the first ones are
    read again, that is left out for all queries. ``lang`` is the code of the page's
    language, ``headings`` are all of the page's."""
    deadline = time.monotonic() + limit_ms / 1000
    kept = passages[:MAX_PASSAGES]
    asked = [query.text for query in queries]
    by_words = lexical_scores(kept, asked, lang)
    texts = [passage.text for passage in kept]
    vectors = encoded(asked, headings, texts, encoder, deadline)
    if vectors is None:
        return [Ranking(ordered(words), ()) for words in by_words]
    found = scores(kept, queries, headings, by_words, vectors)
    again = None
    if reranker is not None and lang in RERANKED:
        again = reranked(found, asked, texts, reranker, deadline)
    return [
        Ranking(ordered(one), tuple(similar), again is not None)
        for one, similar in zip(
            again or found, similarities(vectors.asked, vectors.passages), strict=True
        )
    ]


def reranked(
    scores: Rows,
    queries: Sequence[str],
    texts: Sequence[str],
    reranker: Reranker,
    deadline: float,
) -> Rows | None:
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
