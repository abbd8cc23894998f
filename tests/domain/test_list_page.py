"""Numbered pages: never before the first, never behind the last."""

from __future__ import annotations

import pytest

from webapp.domain.list_page import ListPage


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
    at = ListPage.of(total, page, 50)
    assert (at.page, at.pages, at.begin) == expected
    assert at.total == total


def test_no_more_pages_are_offered_than_so_many() -> None:
    at = ListPage.of(1000, 30, 50, most=7)
    assert (at.page, at.pages, at.begin) == (7, 7, 300)


def test_the_part_of_a_list() -> None:
    assert ListPage.of(5, 2, 2).part("abcde") == "cd"
    assert ListPage.of(5, 3, 2).part("abcde") == "e"
