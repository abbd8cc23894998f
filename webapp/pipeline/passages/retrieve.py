"""Which passages a query finds: scored by meaning, words and headings (``scores``); of
the first ones a reranker, which reads each together with the query, has its say in the
order.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from webapp.pipeline.passages.passage import MAX_PASSAGES, Passage
from webapp.pipeline.passages.queries import Query
from webapp.pipeline.passages.scores import (
    lexical_scores,
    ordered,
    over_passages,
    scores,
)
from webapp.pipeline.passages.vectors import Encoder, Rows, encoded, similarities

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
    the encoder did not get to it. ``nearest_heading`` is the similarity of the heading
    that is nearest to the query, 0 where that does not count; ``is_reranked`` tells
    whether a reranker had its say about any query."""

    order: tuple[int, ...]
    similarities: tuple[float, ...]
    nearest_heading: float = 0.0
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
    language, ``headings`` are those of the page."""
    deadline = time.monotonic() + limit_ms / 1000
    kept = passages[:MAX_PASSAGES]
    asked = [query.text for query in queries]
    by_words = lexical_scores(kept, asked, lang)
    texts = [passage.text for passage in kept]
    vectors = encoded(asked, headings, texts, encoder, deadline)
    if vectors is None:
        return [Ranking(ordered(words), ()) for words in by_words]
    over = over_passages(queries, headings, vectors)
    meaning = similarities(vectors.asked, vectors.passages)
    to_headings = similarities(vectors.headings, vectors.passages)
    found = scores(kept, meaning, by_words, over, to_headings)
    again = None
    if reranker is not None and lang in RERANKED:
        again = reranked(found, asked, texts, reranker, deadline)
    return [
        Ranking(
            ordered(one),
            tuple(similar),
            max(near.values(), default=0.0),
            again is not None,
        )
        for one, similar, near in zip(again or found, meaning, over, strict=True)
    ]


def reranked(
    rows: Rows,
    queries: Sequence[str],
    texts: Sequence[str],
    reranker: Reranker,
    deadline: float,
) -> Rows | None:
    """The scores with the reranker's say about the first ones of each query, none of
    which falls behind the others. None where there was not enough time, or for no query
    several to choose from."""
    found = []
    has_read = False
    for query, before in zip(queries, rows, strict=True):
        if time.monotonic() > deadline:
            return None
        places = to_read(before)
        found.append(list(before))
        if len(places) > 1:
            has_read = True
            points = reranker.scores(query, [texts[place] for place in places])
            for place, point in zip(places, points, strict=True):
                found[-1][place] += (point - min(points)) * POINT
    return found if has_read else None


def to_read(row: Sequence[float]) -> list[int]:
    """Places of what the reranker reads, the best first."""
    least = max(row) - NEAR
    return [place for place in ordered(row)[:FIRST] if row[place] >= least]
