"""Nearly the same texts are found among many, without comparing all with all."""

from __future__ import annotations

import random

import numpy as np
import pytest

from webapp.audits import near_duplicates
from webapp.audits.near_duplicates import LIKENESS, VALUES, near_pairs

Sketch = list[int]


def sketches(number: int, seed: int = 1) -> list[Sketch]:
    values = random.Random(seed)
    return [[values.getrandbits(64) for _ in range(VALUES)] for _ in range(number)]


def near(sketch: Sketch, equal: int, seed: int) -> Sketch:
    """A sketch that has so many values, anywhere, in common with the other."""
    changed = set(random.Random(seed).sample(range(VALUES), VALUES - equal))
    return [v ^ 1 if at in changed else v for at, v in enumerate(sketch)]


def test_all_pairs_are_found_and_no_others() -> None:
    firsts = sketches(300)
    seconds = [near(one, 118, seed) for seed, one in enumerate(firsts)]
    found = {(b, a): share for a, b, share in near_pairs(firsts + seconds)}
    assert found == {(n, n + 300): 118 / VALUES for n in range(300)}


def test_less_alike_is_not_near() -> None:
    firsts = sketches(100)
    seconds = [near(one, 114, seed) for seed, one in enumerate(firsts)]
    assert 114 / VALUES < LIKENESS
    assert list(near_pairs(firsts + seconds)) == []


def test_a_crowd_of_one_text_is_told_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work grows with the crowd, not with its square."""
    compared = []
    told = near_duplicates.alike

    def counting(table: np.ndarray, place: int, others: list[int]) -> object:
        compared.append(len(others))
        return told(table, place, others)

    monkeypatch.setattr(near_duplicates, "alike", counting)
    crowd = sketches(1) * 2000
    pairs = list(near_pairs(crowd))
    assert {place for a, b, _ in pairs for place in (a, b)} == set(range(2000))
    assert max(compared) <= near_duplicates.MOST_COMPARED


def test_nothing_is_near_to_nothing() -> None:
    assert list(near_pairs([])) == []
    assert list(near_pairs(sketches(1))) == []
