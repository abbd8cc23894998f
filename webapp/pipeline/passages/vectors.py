"""Texts as vectors, and how similar they are."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import Any, Protocol

BATCH = 8

Rows = list[list[float]]


class Encoder(Protocol):
    """Texts to vectors, a row each. It is called with a few texts at a time."""

    def encode(self, texts: list[str]) -> Any: ...


@dataclass(frozen=True, slots=True)
class Vectors:
    """Rows of unit length: of what is asked, the page's headings, its passages."""

    asked: Rows
    headings: Rows
    passages: Rows


def encoded(
    asked: Sequence[str],
    headings: Sequence[str],
    passages: Sequence[str],
    encoder: Encoder,
    deadline: float,
) -> Vectors | None:
    """None where there was not enough time, and no headings where it was for all but
    them; ``deadline`` is monotonic, in seconds.

    A model of rounded weights makes of a text what depends a little on what is encoded
    beside it: a query is encoded alone, so that what it finds hangs on no other one.
    """
    found = batches(asked, 1, encoder, deadline)
    rows = batches(passages, BATCH, encoder, deadline)
    if found is None or rows is None:
        return None
    return Vectors(found, batches(headings, BATCH, encoder, deadline) or [], rows)


def batches(
    texts: Sequence[str], count: int, encoder: Encoder, deadline: float
) -> Rows | None:
    """Their rows, of ``count`` texts at a time; None where time was over before."""
    rows: Rows = []
    for start in range(0, len(texts), count):
        if time.monotonic() > deadline:
            return None
        batch = encoder.encode(list(texts[start : start + count]))
        rows += [unit([float(value) for value in row]) for row in batch]
    return rows


def unit(row: list[float]) -> list[float]:
    length = math.hypot(*row) or 1.0
    return [value / length for value in row]


def similarities(rows: Rows, others: Rows) -> Rows:
    """Cosines, a row for each of ``rows``."""
    return [[cosine(row, other) for other in others] for row in rows]


def cosine(one: list[float], other: list[float]) -> float:
    """Of two vectors of unit length."""
    return float(sum(map(mul, one, other)))
