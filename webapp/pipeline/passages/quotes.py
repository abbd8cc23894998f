"""For each query the passage that would be retrieved, and how well it would do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from webapp.pipeline.passages.headings import headings_of
from webapp.pipeline.passages.judge import judge
from webapp.pipeline.passages.passage import Passage
from webapp.pipeline.passages.queries import Query, make_queries
from webapp.pipeline.passages.retrieve import (
    FIRST,
    MAX_PASSAGES,
    Ranking,
    Reranker,
    rank,
)
from webapp.pipeline.passages.vectors import Encoder

SHOWN_CHARACTERS = 1200
#: With the model of the house, in the language it knows, the best passage of another
#: site's page stays below this for half of the questions; one in fifty does of the
#: question's own page.
UNRELATED = 0.2
FAR_OFF = "Hardly related: nothing on this page answers it well."
#: How many of the next best passages are named.
NEXT = 2

METHOD = (
    "The main content is cut along its headings into passages of 40 to 200 words. "
    "Passages and queries are compared by the similarity of their embeddings (a small "
    "model that runs on our machine) and by their words (BM25). To both is added how "
    "close the nearest heading over a passage is, but for the page's own questions, "
    "each of which would find itself, and a little for what opens a section; what "
    "other headings of the page fit as well counts less.{} Of the page's own questions "
    "those are asked that name what they are about, and not “How does it work?”, "
    "“Ready to start?” or “Why choose us?”. The first sentence of each passage found "
    "is judged by rules."
)
RERANKED = (
    " A second small model (a reranker) then reads the first one together with the "
    "query, and up to {} that are nearly as good, and has its say in their order."
)
BY_WORDS = (
    "The main content is cut along its headings into passages of 40 to 200 words. "
    "There was no time for the model, so passages and queries are compared by their "
    "words alone (BM25). The first sentence of each passage found is judged by rules."
)
LIMITS = (
    "It shows which passage of this page answers a query best, and not whether an "
    "engine takes this page at all: engines choose among pages by what we cannot see, "
    "and cut and compare with models of their own. A similarity has no absolute "
    "meaning. The rules for first sentences look at words and do not understand them."
)
ENGLISH_ONLY = (
    "The model was trained on English. In this page's language its similarities say "
    "less, and whole words in common count for more."
)


def quotes(
    passages: Sequence[Passage],
    keyphrases: Sequence[str],
    queries: Sequence[str],
    encoder: Encoder,
    limit_ms: int,
    lang: str = "",
    reranker: Reranker | None = None,
) -> dict[str, Any]:
    """What an answer engine would quote of a page, as plain JSON.

    ``queries`` are the person's own, ``lang`` is the page's language tag. At most 60
    passages and 12 queries are compared, within about ``limit_ms``. Where there is
    nothing to compare the answer is ``{"unavailable": "<reason>"}``.
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
        "limits": LIMITS if code in ("", "en") else f"{LIMITS} {ENGLISH_ONLY}",
        "passages": len(kept),
        "passages_left_out": len(passages) - len(kept),
        "queries": [
            answer(query, ranking, kept, code or "en")
            for query, ranking in zip(asked, rankings, strict=True)
        ],
    }


def method(ranking: Ranking) -> str:
    """How all of them were found."""
    if not ranking.similarities:
        return BY_WORDS
    return METHOD.format(RERANKED.format(FIRST - 1) if ranking.is_reranked else "")


def answer(
    query: Query, ranking: Ranking, passages: Sequence[Passage], lang: str
) -> dict[str, Any]:
    """One query. ``own_rank`` is, for a question of the page's headings, the rank of
    the best passage under that heading, from 1; None for other queries."""
    best, *others = ranking.order
    own = own_rank(query, ranking, passages)
    judged = judge(passages[best].text, query, lang)
    if lang == "en" and max(ranking.similarities, default=1) < UNRELATED:
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
