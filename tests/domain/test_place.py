"""Numbered pages: never before the first, never behind the last."""

from __future__ import annotations

import pytest

from webapp.domain.place import Place


@pytest.mark.parametrize(
    ("total", "page", "expected"),
    [
        (0, 1, (1, 1, 0)),
        (0, 9, (1, 1, 0)),
        (50, 2, (1, 1, 0)),
        (51, 2, (2, 2, 50)),
        (100, 3, (2, 2, 50)),
        (101, 3, (3, 3, 100)),
        (101, -4, (1, 3, 0)),
    ],
)
def test_where_one_is(total: int, page: int, expected: tuple[int, int, int]) -> None:
    place = Place.of(total, page, 50)
    assert (place.page, place.pages, place.begin) == expected
    assert place.total == total


def test_no_more_pages_are_offered_than_so_many() -> None:
    place = Place.of(1000, 30, 50, most=7)
    assert (place.page, place.pages, place.begin) == (7, 7, 300)


def test_the_part_of_a_list() -> None:
    assert Place.of(5, 2, 2).part("abcde") == "cd"
    assert Place.of(5, 3, 2).part("abcde") == "e"
