"""crawl.status."""

from __future__ import annotations

from support.pages import check

ID = "crawl.status"


def test_it_passes() -> None:
    assert check(ID).outcome == "pass"


def test_it_warns() -> None:
    assert check(ID, status=204).outcome == "warn"


def test_it_fails() -> None:
    assert check(ID, status=404).outcome == "fail"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, status=404)
    assert result.explanation.endswith(".")
    assert result.score == 0
