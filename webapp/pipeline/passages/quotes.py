"""For each query the passage that would be retrieved, and how well it would do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from webapp.pipeline.passages.headings import headings_of
from webapp.pipeline.passages.judge import judge
from webapp.pipeline.passages.method import limits, method
from webapp.pipeline.passages.passage import MAX_PASSAGES, Passage
from webapp.pipeline.passages.queries import Query, make_queries
from webapp.pipeline.passages.retrieve import Ranking, Reranker, rank
from webapp.pipeline.passages.vectors import Encoder

SHOWN_CHARACTERS = 1200
#: With the model of the house, in the language it knows, the best passage of another
#: site's page stays below the first for half of the questions; one in fifty does of the
#: question's own page. Where a heading is nearer than the second it is meant all the
#: same: of 175 typed queries that was so for all that their page answers, and of those
#: of other pages for one in thirty that had stayed below the first.
UNRELATED, UNRELATED_HEADING = 0.2, 0.35
FAR_OFF = "Hardly related: none of the passages compared answers it well."
#: How many of the next best passages are named.
NEXT = 2


def quotes(
    passages: Sequence[Passage],
    keyphrases: Sequence[str],
    queries: Sequence[str],
    encoder: Encoder,
    limit_ms: int,
    lang: str = "",
    reranker: Reranker | None = None,
    left_out: int = 0,
) -> dict[str, Any]:
    """What an answer engine would quote of a page, as plain JSON.

    ``queries`` are the person's own, ``lang`` is the page's language tag, ``left_out``
    is how many passages the page has besides. At most 60 passages and 12 queries are
    compared, within about ``limit_ms``. Where there is nothing to compare the answer is
    ``{"unavailable": "<reason>"}``.
    """
    code = lang.lower().replace("_", "-").partition("-")[0]
    kept = passages[:MAX_PASSAGES]
    asked = make_queries(kept, keyphrases, queries, code or "en")
    if not kept:
        return {"unavailable": "not measured: the page has no text to cut"}
    if not asked:
        return {"unavailable": "not measured: there is no query to ask"}
    headings = headings_of(kept)
    rankings = rank(kept, asked, encoder, limit_ms, code or "en", reranker, headings)
    return {
        "method": method(rankings[0]),
        "limits": limits(rankings[0], code),
        "passages": len(kept),
        "passages_left_out": left_out + len(passages) - len(kept),
        "queries": [
            answer(query, ranking, kept, code or "en")
            for query, ranking in zip(asked, rankings, strict=True)
        ],
    }


def answer(
    query: Query, ranking: Ranking, passages: Sequence[Passage], lang: str
) -> dict[str, Any]:
    """One query. ``own_rank`` is, for a question of the page's headings, the rank of
    the best passage under that heading, from 1; None for other queries."""
    best, *others = ranking.order
    own = own_rank(query, ranking, passages)
    judged = judge(passages[best].text, query, lang)
    if lang == "en" and is_far_off(ranking):
        judged |= {"stands_alone": False, "missing": [FAR_OFF]}
    if own is not None and own > 1:
        sentence = "Another passage is found before the one under this heading."
        judged["missing"] = [sentence, *judged["missing"]]
    return {
        "query": query.text,
        "origin": query.origin,
        "own_rank": own,
        **shown(best, 1, ranking, passages),
        "text": cut_text(passages[best].text),
        "judged": judged,
        "next": [
            shown(place, rank, ranking, passages)
            for rank, place in enumerate(others[:NEXT], 2)
        ],
    }


def is_far_off(ranking: Ranking) -> bool:
    """Whether neither a passage nor a heading is similar to what is asked."""
    nearest = max(ranking.similarities, default=1.0)
    return nearest < UNRELATED and ranking.nearest_heading < UNRELATED_HEADING


def own_rank(query: Query, ranking: Ranking, passages: Sequence[Passage]) -> int | None:
    if not query.heading:
        return None
    under = (
        rank
        for rank, place in enumerate(ranking.order, 1)
        if query.heading in passages[place].path
    )
    return next(under, None)


def shown(
    place: int, rank: int, ranking: Ranking, passages: Sequence[Passage]
) -> dict[str, Any]:
    """Where a passage stands; its similarity is None where the model had no time."""
    has_meaning = bool(ranking.similarities)
    return {
        "rank": rank,
        "passage": place,
        "path": list(passages[place].path),
        "words": passages[place].words,
        "similarity": round(ranking.similarities[place], 3) if has_meaning else None,
    }


def cut_text(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"
