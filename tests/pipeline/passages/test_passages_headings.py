"""What the headings of a page tell."""

from __future__ import annotations

import math

import pytest

from webapp.pipeline.passages import Passage
from webapp.pipeline.passages.headings import (
    TEMPERATURE,
    claims,
    headings_of,
    nearest,
)


def test_one_heading_claims_as_much_as_it_is_similar() -> None:
    assert claims([[0.6, -0.2]], 2) == pytest.approx([0.6, -0.2])


def test_they_grow_with_every_heading_that_is_near() -> None:
    by_one, by_two, by_none = claims([[0.6, 0.6, 0.0], [0.0, 0.6, 0.0]], 3)
    assert by_two > by_one > by_none


def test_a_near_heading_claims_more_than_several_that_are_not() -> None:
    near_to_one, a_little_to_all = claims([[0.7, 0.3], [0.1, 0.3], [0.1, 0.3]], 2)
    assert near_to_one > a_little_to_all


def test_who_asks_the_same_twice_changes_no_order() -> None:
    once, twice = claims([[0.6, 0.2]], 2), claims([[0.6, 0.2]] * 2, 2)
    more = [after - before for before, after in zip(once, twice, strict=True)]
    assert more == pytest.approx([TEMPERATURE * math.log(2)] * 2, rel=1e-6)


def test_without_headings_nothing_is_claimed() -> None:
    assert claims([], 3) == [0.0, 0.0, 0.0]
    assert claims([], 0) == []


def test_the_nearest_heading_over_a_passage_counts() -> None:
    found = [Passage(path, "text", 1, ()) for path in (("A", "B"), ("B",), ("C",), ())]
    assert nearest(found, {"A": 0.2, "B": 0.7}) == [0.7, 0.7, 0.0, 0.0]
    assert nearest(found, {"A": -0.3, "B": -0.1})[0] == -0.1


def test_each_heading_is_taken_once() -> None:
    found = [
        Passage(path, "text", 1, ())
        for path in (("Tea",), ("Tea", "Green"), (), ("Tea", "Black"))
    ]
    assert headings_of(found) == ["Tea", "Green", "Black"]


def test_a_hundred_are_enough() -> None:
    found = [Passage((str(number),), "text", 1, ()) for number in range(120)]
    assert headings_of(found) == [str(number) for number in range(100)]
