"""desc.length."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "desc.length"
META = "<meta name=description content='%s'>"


@pytest.mark.parametrize(
    "text", ["a" * 70, "a" * 120, "i" * 160, "トマトの育て方を詳しく説明します。" * 3]
)
def test_it_passes(text: str) -> None:
    assert check(ID, META % text).outcome == "pass"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Short.", "short: 6 characters, about 37 pixels"),
        ("a" * 69, "short: 69 characters"),
        ("i" * 161, "long: 161 characters"),
        ("W" * 80, "long: 80 characters, about 1057 pixels"),
        ("トマト" * 28, "long: 84 characters, about 1176 pixels"),
    ],
)
def test_it_fails(text: str, words: str) -> None:
    result = check(ID, META % text)
    assert result.outcome == "fail"
    assert words in result.explanation


def test_it_does_not_apply() -> None:
    assert check(ID, META % " ").outcome == "na"
