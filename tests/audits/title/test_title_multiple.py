"""title.multiple."""

from __future__ import annotations

from support.pages import check

ID = "title.multiple"


def test_it_passes() -> None:
    assert check(ID, "<head><title>One</title></head>").outcome == "pass"


def test_it_fails() -> None:
    assert (
        check(ID, "<head><title>One</title><title>Two</title></head>").outcome == "fail"
    )


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<head><title>One</title><title>Two</title></head>")
    assert result.explanation.endswith(".")
    assert result.score == 0
