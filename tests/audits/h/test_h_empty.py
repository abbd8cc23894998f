"""h.empty."""

from __future__ import annotations

from support.pages import check

ID = "h.empty"


def test_it_passes() -> None:
    assert check(ID, "<h2>a</h2>").outcome == "pass"


def test_it_fails() -> None:
    assert check(ID, "<h2>a</h2><h3> </h3>").outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<h2>a</h2><h3> </h3>")
    assert result.explanation.endswith(".")
    assert result.score == 0
