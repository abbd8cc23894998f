"""desc.missing."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "desc.missing"
META = "<meta name=description content='%s'>"


@pytest.mark.parametrize(
    "html",
    [
        META % "About tomatoes.",
        "<meta name=Description content='About tomatoes.'>",
        META % "" + META % "About tomatoes.",
    ],
)
def test_it_passes(html: str) -> None:
    result = check(ID, html)
    assert (result.outcome, result.explanation) == ("pass", "It is “About tomatoes.”.")


@pytest.mark.parametrize(
    ("html", "word"),
    [
        ("<p>x", "no meta description"),
        (META % "", "empty"),
        (META % "\t\xa0", "empty"),
        ("<meta property=og:description content=x>", "no meta description"),
        (f"<body><p>x{META % 'About tomatoes.'}", "outside the head"),
    ],
)
def test_it_fails(html: str, word: str) -> None:
    result = check(ID, html)
    assert result.outcome == "fail"
    assert word in result.explanation


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "fail"
