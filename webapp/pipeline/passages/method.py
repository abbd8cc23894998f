"""How passages are found, and what that does not say, in words for people."""

from __future__ import annotations

from webapp.pipeline.passages.queries import KEYPHRASES, MAX_QUERIES
from webapp.pipeline.passages.retrieve import FIRST, Ranking

CUT = (
    "The main content is cut along its headings into passages of 40 to 200 words, "
    "fewer where a section has no more."
)
METHOD = (
    CUT + " A passage is found where its embedding is similar to that of the query (a "
    "small model that runs on our machine), where it has the query's words (BM25), and "
    "where a heading over it is similar to the query; that does not count for the "
    "page's own questions, each of which would find itself. What opens a section gains "
    "a little, and a passage that many headings of the page resemble loses.{} At most "
    "{} queries are asked: yours, then the page's own questions that name what they "
    "are about (not “How does it work?”, “Ready to start?” or “Why choose us?”), then "
    "its keyphrases, of which {} have a place in any case. The first sentence of each "
    "passage found is judged by rules."
)
RERANKED = (
    " Where several are nearly as good, a second small model (a reranker) reads each "
    "of the first ones, {} at most, together with the query, and has its say in their "
    "order."
)
BY_WORDS = (
    CUT + " There was no time for the model, so passages and queries are compared by "
    "their words alone (BM25). The first sentence of each passage found is judged by "
    "rules."
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


def method(ranking: Ranking) -> str:
    """How all of them were found."""
    if not ranking.similarities:
        return BY_WORDS
    read = RERANKED.format(FIRST) if ranking.is_reranked else ""
    return METHOD.format(read, MAX_QUERIES, KEYPHRASES)


def limits(ranking: Ranking, code: str) -> str:
    knows = code in ("", "en") or not ranking.similarities
    return LIMITS if knows else f"{LIMITS} {ENGLISH_ONLY}"
