"""hreflang.code."""

from __future__ import annotations

from support.pages import check

ID = "hreflang.code"
ALT = "<head><link rel=alternate hreflang='%s' href=/x></head>"


def test_it_passes() -> None:
    assert (
        check(ID, ALT % "de-CH" + ALT % "x-default" + ALT % "zh-Hant").outcome == "pass"
    )


def test_it_fails() -> None:
    assert check(ID, ALT % "en-UK").outcome == "fail"
    assert check(ID, ALT % " en").outcome == "fail"
    assert check(ID, ALT % "GB").outcome == "fail"
    assert check(ID, ALT % "english").outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, ALT % "en-UK")
    assert result.explanation.endswith(".")
    assert result.score == 0
