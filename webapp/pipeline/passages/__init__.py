"""What an answer engine would quote: passages, queries, and which meets which.

It stands beside the stages and is pure: the encoder is handed in.
"""

from __future__ import annotations

from webapp.pipeline.passages.cut import cut, cut_page
from webapp.pipeline.passages.passage import MAX_PASSAGES, Passage, from_json, to_json
from webapp.pipeline.passages.queries import Query, make_queries
from webapp.pipeline.passages.quotes import quotes
from webapp.pipeline.passages.retrieve import Reranker
from webapp.pipeline.passages.vectors import Encoder

__all__ = [
    "MAX_PASSAGES",
    "Encoder",
    "Passage",
    "Query",
    "Reranker",
    "cut",
    "cut_page",
    "from_json",
    "make_queries",
    "quotes",
    "to_json",
]
