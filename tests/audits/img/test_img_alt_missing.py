"""img.alt-missing."""

from __future__ import annotations

from support.pages import check

ID = "img.alt-missing"


def test_it_passes() -> None:
    assert (
        check(ID, "<img src=a alt='Red tomatoes'><img src=b alt=''>").outcome == "pass"
    )


def test_it_fails() -> None:
    assert check(ID, "<img src=a>").outcome == "fail"
    assert check(ID, "<a href=/x><img src=a alt=''></a>").outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, "<img src=a role=presentation>").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<img src=a>")
    assert result.explanation.endswith(".")
    assert result.score == 0
