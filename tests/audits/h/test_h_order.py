"""h.order."""

from __future__ import annotations

from support.pages import check

ID = "h.order"


def test_it_passes() -> None:
    assert check(ID, "<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>").outcome == "pass"


def test_it_fails() -> None:
    assert check(ID, "<h2>a</h2><h4>b</h4>").outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, "<h1>a</h1>").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<h2>a</h2><h4>b</h4>")
    assert result.explanation.endswith(".")
    assert result.score == 0
