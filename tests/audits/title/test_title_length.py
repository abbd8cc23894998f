"""title.length."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "title.length"
HEAD = "<head><title>%s</title></head>"


@pytest.mark.parametrize(
    "title",
    [
        "How to grow tomatoes on a small balcony",
        "a" * 30,
        "i" * 60,
        "cafe\u0301 " * 8,
        "ベランダで育てるおいしいトマトの作り方入門",
    ],
)
def test_it_passes(title: str) -> None:
    result = check(ID, HEAD % title)
    assert result.outcome == "pass"
    assert "pixels wide" in result.explanation


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Home", "short: 4 characters, about 53 pixels"),
        ("a" * 29, "short: 29 characters"),
        ("word " * 20, "long: 99 characters"),
        ("i" * 61, "long: 61 characters, about 271 pixels"),
        ("W" * 40, "long: 40 characters, about 755 pixels"),
        ("トマト", "short: 3 characters, about 60 pixels"),
        ("美味しいトマトの育て方" * 3, "long: 33 characters, about 660 pixels"),
    ],
)
def test_it_fails(title: str, words: str) -> None:
    result = check(ID, HEAD % title)
    assert result.outcome == "fail"
    assert words in result.explanation


def test_it_does_not_apply() -> None:
    assert check(ID, HEAD % "").outcome == "na"
