"""link.empty."""

from __future__ import annotations

from support.pages import check

ID = "link.empty"


def test_it_passes() -> None:
    assert (
        check(
            ID, "<a href=/a><img src=i alt=Home></a><a href=/b aria-label=Next></a>"
        ).outcome
        == "pass"
    )


def test_it_fails() -> None:
    assert check(ID, "<a href=/a><img src=i></a>").outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<a href=/a><img src=i></a>")
    assert result.explanation.endswith(".")
    assert result.score == 0
