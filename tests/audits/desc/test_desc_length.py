"""desc.length."""

from __future__ import annotations

from support.pages import check

ID = "desc.length"


def test_it_passes() -> None:
    assert (
        check(ID, f"<meta name=description content='{'a word ' * 14}'>").outcome
        == "pass"
    )


def test_it_fails() -> None:
    assert check(ID, "<meta name=description content='Short.'>").outcome == "fail"
    assert (
        check(ID, f"<meta name=description content='{'a word ' * 40}'>").outcome
        == "fail"
    )


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<meta name=description content='Short.'>")
    assert result.explanation.endswith(".")
    assert result.score == 0
