"""What an encoder promises: the local model behind keyphrases and passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class OutOfTime(Exception):
    """The deadline passed between two batches."""


class Encoder(Protocol):
    """Texts to vectors of unit length. ``name`` says what runs the model."""

    name: str

    def encode(self, texts: Sequence[str], deadline: float = float("inf")) -> Any:
        """An array of float32, a row a text. Looks between two batches whether
        ``time.monotonic()`` has passed ``deadline``; raises ``OutOfTime`` then."""
        ...


class Reranker(Protocol):
    """Reads a query and a text together."""

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the query, the higher the better."""
        ...


@dataclass(frozen=True, slots=True)
class Encoders:
    """``phrases`` holds keyphrases against their page, ``passages`` queries against
    passages. Both are one, and there is no reranker, where the model is not the default
    one."""

    phrases: Encoder
    passages: Encoder
    reranker: Reranker | None = None
