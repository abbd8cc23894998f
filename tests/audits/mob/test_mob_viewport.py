"""mob.viewport."""

from __future__ import annotations

from support.pages import check

ID = "mob.viewport"


def test_it_passes() -> None:
    assert (
        check(ID, "<meta name=viewport content='width=device-width'>").outcome == "pass"
    )


def test_it_fails() -> None:
    assert (
        check(ID, "<meta name=viewport content='user-scalable=no'>").outcome == "fail"
    )
    assert check(ID, "<p>x").outcome == "fail"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<meta name=viewport content='user-scalable=no'>")
    assert result.explanation.endswith(".")
    assert result.score == 0
