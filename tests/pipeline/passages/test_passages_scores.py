"""What makes up the score of a passage."""

from __future__ import annotations

import pytest

from webapp.pipeline.passages import Passage
from webapp.pipeline.passages.scores import (
    CLAIMED,
    HEADING,
    OPENING,
    WORDS,
    combined,
    openings,
    ordered,
    unasked,
)


def test_its_parts_are_added() -> None:
    meaning, none = [0.5, 0.6], [0.0, 0.0]
    assert combined(meaning, [2.0, 0.0], none, none) == [0.5 + WORDS, 0.6]
    assert combined(meaning, none, [1.0, 0.0], none) == [0.5 + HEADING, 0.6]
    assert combined(meaning, none, none, [0.1, 0.0]) == [0.6, 0.6]


def test_what_opens_a_section_gains_and_what_is_claimed_loses() -> None:
    assert unasked([True, False], [0.0, 0.5]) == pytest.approx([OPENING, -CLAIMED / 2])


def test_a_section_opens_once() -> None:
    found = [Passage((), "text", 1, headings) for headings in ((), (), (1,), (1, 2))]
    assert openings(found) == [True, False, True, True]


def test_on_a_tie_the_earlier_one_is_first() -> None:
    assert ordered([1.0, 2.0, 2.0 + 1e-12]) == (1, 2, 0)
