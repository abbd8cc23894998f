"""sec.nosniff."""

from __future__ import annotations

from support.pages import check

ID = "sec.nosniff"


def test_it_passes() -> None:
    assert check(ID, headers={"X-Content-Type-Options": "NoSniff"}).outcome == "pass"


def test_it_fails() -> None:
    assert check(ID, headers={"X-Content-Type-Options": "sniff"}).outcome == "fail"
    assert check(ID).outcome == "fail"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, headers={"X-Content-Type-Options": "sniff"})
    assert result.explanation.endswith(".")
    assert result.score == 0
