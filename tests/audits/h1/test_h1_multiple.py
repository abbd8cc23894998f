"""h1.multiple."""

from __future__ import annotations

from support.pages import check

ID = "h1.multiple"


def test_it_passes() -> None:
    assert check(ID, "<h1>One</h1>").outcome == "pass"


def test_it_fails() -> None:
    assert check(ID, "<h1>One</h1><h1>Two</h1>").outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<h1>One</h1><h1>Two</h1>")
    assert result.explanation.endswith(".")
    assert result.score == 0
