"""h1.missing."""

from __future__ import annotations

from support.pages import check

ID = "h1.missing"


def test_it_passes() -> None:
    assert check(ID, "<h1>Tomatoes</h1>").outcome == "pass"
    assert check(ID, "<h1><img src=a alt=Tomatoes></h1>").outcome == "pass"


def test_it_fails() -> None:
    assert check(ID, "<h1></h1>").outcome == "fail"
    assert check(ID, "<h2>Tomatoes</h2>").outcome == "fail"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<h1></h1>")
    assert result.explanation.endswith(".")
    assert result.score == 0
