"""link.text."""

from __future__ import annotations

from support.pages import check

ID = "link.text"


def test_it_passes() -> None:
    assert check(ID, "<a href=/soil>Soil for tomatoes</a>").outcome == "pass"
    assert check(ID, "<html lang=de><a href=/soil>start</a>").outcome == "pass"
    assert (
        check(ID, "<a href=/soil>Soil</a><a href=/x rel=nofollow>more</a>").outcome
        == "pass"
    )


def test_it_fails() -> None:
    assert check(ID, "<a href=/soil>Click here</a>").outcome == "fail"
    assert check(ID, "<html lang=de><a href=/soil>Weiterlesen</a>").outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, "<a href=mailto:a@example.com>more</a>").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<a href=/soil>Click here</a>")
    assert result.explanation.endswith(".")
    assert result.score == 0
