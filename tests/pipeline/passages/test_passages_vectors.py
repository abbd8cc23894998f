"""Texts as vectors."""

from __future__ import annotations

import time
from typing import Any

from webapp.pipeline.passages.vectors import cosine, encoded, similarities, unit


class Lengths:
    """A tiny encoder: how long a text is."""

    def encode(self, texts: list[str]) -> Any:
        return [[float(len(text)), 4.0] for text in texts]


def test_each_is_where_it_was_asked_for() -> None:
    in_time = time.monotonic() + 60
    found = encoded(["abc"], [], ["", "abc"], Lengths(), in_time)
    assert found is not None
    assert found.asked == [[0.6, 0.8]]
    assert found.headings == []
    assert found.passages == [[0.0, 1.0], [0.6, 0.8]]
    assert similarities(found.asked, found.passages) == [[0.8, 1.0]]
    assert encoded(["abc"], [], [], Lengths(), 0) is None


def test_a_vector_of_nothing_is_like_nothing() -> None:
    assert cosine(unit([0.0, 0.0]), unit([3.0, 4.0])) == 0
    assert unit([3.0, 4.0]) == [0.6, 0.8]
