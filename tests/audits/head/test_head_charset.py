"""head.charset."""

from __future__ import annotations

from support.pages import check

ID = "head.charset"
BARE = {"Content-Type": "text/html"}


def test_it_passes() -> None:
    assert check(ID, "<p>x").outcome == "pass"
    assert check(ID, "<meta charset=utf-8><p>x", headers=BARE).outcome == "pass"


def test_it_fails() -> None:
    assert check(ID, "<p>x", headers=BARE).outcome == "fail"
    assert (
        check(ID, f"<!--{'x' * 1100}--><meta charset=utf-8>", headers=BARE).outcome
        == "fail"
    )


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<p>x", headers=BARE)
    assert result.explanation.endswith(".")
    assert result.score == 0
