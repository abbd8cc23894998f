"""title.length."""

from __future__ import annotations

from support.pages import check

ID = "title.length"


def test_it_passes() -> None:
    assert (
        check(
            ID, "<head><title>How to grow tomatoes on a small balcony</title></head>"
        ).outcome
        == "pass"
    )


def test_it_fails() -> None:
    assert check(ID, "<head><title>Home</title></head>").outcome == "fail"
    assert (
        check(ID, "<head><title>" + "word " * 20 + "</title></head>").outcome == "fail"
    )


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<head><title>Home</title></head>")
    assert result.explanation.endswith(".")
    assert result.score == 0
