"""lang.missing."""

from __future__ import annotations

from support.pages import check

ID = "lang.missing"


def test_it_passes() -> None:
    assert check(ID, "<html lang=en><p>x").outcome == "pass"


def test_it_fails() -> None:
    assert check(ID, "<html><p>x").outcome == "fail"
    assert check(ID, "<html lang=' '><p>x").outcome == "fail"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<html><p>x")
    assert result.explanation.endswith(".")
    assert result.score == 0
