"""KeyBERT with our candidates and our encoder: how near each phrase is to its page.

Stock KeyBERT embeds every phrase of a page, so its cost grows with the page; a
shortlist by counting keeps it flat. https://maartengr.github.io/KeyBERT/
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sklearn.feature_extraction.text import CountVectorizer

from webapp.pipeline.analyze.encoders import Encoder

#: KeyBERT imports these where they are installed, and with them PyTorch: 400 MB and
#: seconds, for backends that we do not use.
HEAVY = ("sentence_transformers", "transformers")


@contextmanager
def hidden(names: Sequence[str]) -> Iterator[None]:
    """These packages cannot be imported in here, unless they have been before."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


with hidden(HEAVY):
    from keybert import KeyBERT
    from keybert.backend import BaseEmbedder


class Backend(BaseEmbedder):
    """Our encoder as KeyBERT asks for one."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.deadline = float("inf")

    def embed(self, documents: Any, verbose: bool = False) -> Any:
        return self.encoder.encode(list(documents), self.deadline)


class Similarity:
    """Of phrases to the page's beginning, by KeyBERT."""

    def __init__(self, encoder: Encoder) -> None:
        self.backend = Backend(encoder)
        self.keybert = KeyBERT(model=self.backend)

    def of(
        self, phrases: Sequence[str], beginning: str, deadline: float
    ) -> dict[str, float]:
        """The cosine of each phrase, -1 to 1. Raises ``OutOfTime``."""
        self.backend.deadline = deadline
        # The phrases are its document, a line each: cutting the page into words again
        # would cost more than all the rest, and would not find "C++".
        lines = CountVectorizer(analyzer=str.splitlines, vocabulary=list(phrases))
        found = self.keybert.extract_keywords(
            "\n".join(phrases),
            vectorizer=lines,
            top_n=len(phrases),
            doc_embeddings=self.backend.embed([beginning]),
        )
        return {phrase: float(score) for phrase, score in found}
