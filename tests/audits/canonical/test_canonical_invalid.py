"""canonical.invalid."""

from __future__ import annotations

from support.pages import check

ID = "canonical.invalid"


def test_it_passes() -> None:
    assert check(ID, "<link rel=canonical href=/page>").outcome == "pass"


def test_it_fails() -> None:
    assert check(ID, "<link rel=canonical href=''>").outcome == "fail"
    assert check(ID, "<link rel=canonical href='http://[broken'>").outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<link rel=canonical href=''>")
    assert result.explanation.endswith(".")
    assert result.score == 0
