"""lang.invalid."""

from __future__ import annotations

from support.pages import check

ID = "lang.invalid"


def test_it_passes() -> None:
    assert check(ID, "<html lang=pt-BR><p>x").outcome == "pass"
    assert check(ID, "<html lang=zh-Hant-TW><p>x").outcome == "pass"


def test_it_fails() -> None:
    assert check(ID, "<html lang=english><p>x").outcome == "fail"
    assert check(ID, "<html lang=xx><p>x").outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<html lang=english><p>x")
    assert result.explanation.endswith(".")
    assert result.score == 0
