"""title.missing."""

from __future__ import annotations

from support.pages import check

ID = "title.missing"


def test_it_passes() -> None:
    assert check(ID, "<head><title>Tomatoes</title></head>").outcome == "pass"


def test_it_fails() -> None:
    assert check(ID, "<head><title> </title></head>").outcome == "fail"
    assert check(ID, "<body><svg><title>Icon</title></svg>").outcome == "fail"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<head><title> </title></head>")
    assert result.explanation.endswith(".")
    assert result.score == 0
