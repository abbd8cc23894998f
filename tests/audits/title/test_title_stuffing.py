"""title.stuffing."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "title.stuffing"
HEAD = "<head><title>%s</title></head>"


@pytest.mark.parametrize(
    "title",
    [
        "Buy tomato plants, tomato pots and soil",
        "The best of the north and the south",
        "2024 2024 2024: the year in figures",
        "A b a b a b a b",
    ],
)
def test_it_passes(title: str) -> None:
    assert check(ID, HEAD % title).outcome == "pass"


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Tomatoes, buy TOMATOES, cheap tomatoes", "tomatoes"),
        ("Straße|STRASSE|Strasse", "strasse"),
        ("помидоры, купить помидоры, Помидоры дёшево", "помидоры"),
    ],
)
def test_it_fails(title: str, word: str) -> None:
    result = check(ID, HEAD % title)
    assert result.outcome == "fail"
    assert result.findings[0].note == f"“{word}” 3 times"


def test_it_does_not_apply() -> None:
    assert check(ID, HEAD % "").outcome == "na"
