"""head.doctype."""

from __future__ import annotations

from support.pages import check

ID = "head.doctype"


def test_it_passes() -> None:
    assert check(ID, "<!doctype html><p>x").outcome == "pass"


def test_it_fails() -> None:
    assert check(ID, "<p>x").outcome == "fail"
    assert (
        check(ID, '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 3.2 Final//EN"><p>x').outcome
        == "fail"
    )


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<p>x")
    assert result.explanation.endswith(".")
    assert result.score == 0
