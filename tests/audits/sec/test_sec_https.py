"""sec.https."""

from __future__ import annotations

from support.pages import check

ID = "sec.https"


def test_it_passes() -> None:
    assert check(ID).outcome == "pass"


def test_it_fails() -> None:
    assert check(ID, url="http://example.com/").outcome == "fail"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, url="http://example.com/")
    assert result.explanation.endswith(".")
    assert result.score == 0
