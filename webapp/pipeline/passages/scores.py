"""How well each passage does for a query before any reranker reads them.

The similarity of the embeddings leads. To it comes the share that a passage has of the
best score by words, how near the nearest of its headings is, and a little for what
opens a section: what follows there often leans on it. What the headings of the page
claim is taken off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from webapp.pipeline.passages.headings import claims, nearest
from webapp.pipeline.passages.lexical import Index, common_words
from webapp.pipeline.passages.passage import Passage
from webapp.pipeline.passages.queries import Query
from webapp.pipeline.passages.vectors import Rows, Vectors, similarities

#: What the best passage by words, and what opens a section, get on top of a similarity:
#: learnt together with the encoder (``bench.passages.training``).
WORDS, OPENING = 0.07, 0.08
#: What a point of claims takes off, and what one of the nearest heading's similarity
#: adds.
CLAIMED, HEADING = 0.65, 0.5


def scores(
    passages: Sequence[Passage],
    meaning: Rows,
    by_words: Rows,
    over: Sequence[Mapping[str, float]],
    to_headings: Rows,
) -> Rows:
    """A row a query from how similar it is to each passage, their scores by words, and
    how similar each heading is to it; ``to_headings`` are the similarities of the
    passages to the headings, a row a heading."""
    rest = unasked(openings(passages), claims(to_headings, len(passages)))
    return [
        combined(similar, words, nearest(passages, headings), rest)
        for similar, words, headings in zip(meaning, by_words, over, strict=True)
    ]


def over_passages(
    queries: Sequence[Query], headings: Sequence[str], vectors: Vectors
) -> list[dict[str, float]]:
    """How similar each heading is to each query; none for a question of the page's own
    headings, which would find itself, and where there was no time for headings."""
    return [
        {} if query.heading else dict(zip(headings, row, strict=False))
        for query, row in zip(
            queries, similarities(vectors.asked, vectors.headings), strict=True
        )
    ]


def unasked(opening: Sequence[bool], claimed: Sequence[float]) -> list[float]:
    """What each passage has whatever is asked."""
    return [
        OPENING * opens - CLAIMED * claim
        for opens, claim in zip(opening, claimed, strict=True)
    ]


def combined(
    meaning: Sequence[float],
    words: Sequence[float],
    near: Sequence[float],
    rest: Sequence[float],
) -> list[float]:
    """Of one query; a value a passage of each."""
    best = max(words, default=0) or 1
    return [
        similarity + WORDS * score / best + HEADING * heading + other
        for similarity, score, heading, other in zip(
            meaning, words, near, rest, strict=True
        )
    ]


def lexical_scores(
    passages: Sequence[Passage], queries: Sequence[str], lang: str
) -> Rows:
    """The scores of the passages by their words, a row a query."""
    index = Index(with_path(passage) for passage in passages)
    common = common_words(lang)
    return [index.scores(query, common) for query in queries]


def with_path(passage: Passage) -> str:
    """A passage as its words are searched, with those of its headings. The encoder
    gets the text alone, which measured better."""
    return "\n".join((*passage.path, passage.text))


def openings(passages: Sequence[Passage]) -> list[bool]:
    """Whether each passage is the first one below its headings."""
    before = [None, *(passage.headings for passage in passages)]
    return [
        passage.headings != last
        for passage, last in zip(passages, before, strict=False)
    ]


def ordered(scores: Sequence[float]) -> tuple[int, ...]:
    """Places by score, the best first; on a tie the earlier one on the page."""
    rounded = [-round(score, 9) for score in scores]
    return tuple(sorted(range(len(rounded)), key=lambda place: (rounded[place], place)))
