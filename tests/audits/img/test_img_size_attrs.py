"""img.size-attrs."""

from __future__ import annotations

from support.pages import check

ID = "img.size-attrs"


def test_it_passes() -> None:
    assert (
        check(
            ID, "<img src=a width=10 height=10><img src=b style='aspect-ratio: 1'>"
        ).outcome
        == "pass"
    )


def test_it_fails() -> None:
    assert check(ID, "<img src=a width=10>").outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<img src=a width=10>")
    assert result.explanation.endswith(".")
    assert result.score == 0
