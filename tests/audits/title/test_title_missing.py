"""title.missing."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "title.missing"
HEAD = "<head><title>%s</title></head>"


@pytest.mark.parametrize("html", [HEAD % "Tomatoes", HEAD % "" + HEAD % "Tomatoes"])
def test_it_passes(html: str) -> None:
    result = check(ID, html)
    assert (result.outcome, result.explanation) == ("pass", "The title is “Tomatoes”.")


@pytest.mark.parametrize(
    ("html", "word"),
    [
        ("<p>x", "no title element"),
        (HEAD % " \n", "empty"),
        ("<body><p>x</p><title>Late</title>", "outside"),
        ("<body><svg><title>Icon</title></svg>", "no title element"),
    ],
)
def test_it_fails(html: str, word: str) -> None:
    result = check(ID, html)
    assert result.outcome == "fail"
    assert word in result.explanation


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "fail"
