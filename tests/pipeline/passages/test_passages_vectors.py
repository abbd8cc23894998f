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


class Neighbours:
    """As a model of rounded weights: what is beside a text changes it. It may take its
    time."""

    def __init__(self, seconds: float = 0) -> None:
        self.seconds = seconds

    def encode(self, texts: list[str]) -> Any:
        time.sleep(self.seconds)
        return [[1.0, float(len(texts))] for _ in texts]


def test_nothing_hangs_on_other_queries() -> None:
    in_time = time.monotonic() + 60
    one = encoded(["a"], ["b", "c"], ["d"] * 3, Neighbours(), in_time)
    many = encoded(["a", "e", "f"], ["b", "c"], ["d"] * 3, Neighbours(), in_time)
    assert one is not None
    assert many is not None
    assert many.asked[0] == one.asked[0]
    assert (many.headings, many.passages) == (one.headings, one.passages)


def test_headings_are_left_out_before_the_model_is() -> None:
    found = encoded(["a"], ["b"], ["c"], Neighbours(0.2), time.monotonic() + 0.3)
    assert found is not None
    assert found.headings == []
    assert len(found.passages) == len(found.asked) == 1


def test_a_vector_of_nothing_is_like_nothing() -> None:
    assert cosine(unit([0.0, 0.0]), unit([3.0, 4.0])) == 0
    assert unit([3.0, 4.0]) == [0.6, 0.8]
