"""Widths of texts in Arial, and how texts are cut to them."""

from __future__ import annotations

import pytest

from webapp.audits.pixel_width import columns, cut_to_width, pixel_width


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("", 0),
        ("Home", 1479 + 1139 + 1706 + 1139),
        ("il|W", 455 + 455 + 532 + 1933),
        ("A – B…", 1366 + 569 + 1139 + 569 + 1366 + 2048),
        ("é ñ Å", 1139 + 569 + 1139 + 569 + 1366),
        ("e\u0301", 1139),
        ("ﬁ", 1110),
        ("トマト", 3 * 2048),
        ("Ж", 1420),
        ("ж", 1110),
        ("😀", 2048),
        ("a\u200bb", 2 * 1139),
    ],
)
def test_the_width_is_that_of_the_signs(text: str, units: int) -> None:
    assert pixel_width(text, 2048) == units
    assert pixel_width(text, 20) == pytest.approx(units * 20 / 2048)


def test_a_text_that_fits_is_left_alone() -> None:
    text = "How tomatoes thrive on a balcony"
    assert cut_to_width(text, 20, pixel_width(text, 20)) == text


def test_a_long_text_is_cut_between_words() -> None:
    assert cut_to_width("How tomatoes thrive on a balcony", 20, 200) == "How tomatoes …"


def test_a_cut_behind_a_whole_word_loses_none() -> None:
    room = pixel_width("How tomatoes thrive …", 20)
    cut = cut_to_width("How tomatoes thrive on a balcony", 20, room)
    assert cut == "How tomatoes thrive …"


def test_a_long_word_is_cut_inside() -> None:
    cut = cut_to_width("a" * 100, 20, 200)
    assert cut == "a" * 15 + " …"


@pytest.mark.parametrize(
    "text", ["word " * 50, "W" * 99, "トマトの育て方" * 20, "a " + "b" * 300, "- " * 90]
)
@pytest.mark.parametrize("limit", [50, 200, 561.5])
def test_what_was_cut_fits(text: str, limit: float) -> None:
    cut = cut_to_width(text, 20, limit)
    assert pixel_width(cut, 20) <= limit
    assert cut.endswith(" …")
    assert text.startswith(cut.removesuffix(" …"))


def test_a_limit_without_room_leaves_the_ellipsis() -> None:
    assert cut_to_width("tomato", 20, 1) == " …"


def test_wide_signs_count_twice() -> None:
    assert columns("abc é") == 5
    assert columns("トマト ab") == 9
