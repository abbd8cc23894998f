"""sec.https."""

from __future__ import annotations

from support.pages import check

ID = "sec.https"


def test_it_passes() -> None:
    assert check(ID).outcome == "pass"


def test_it_fails() -> None:
    result = check(ID, url="http://example.com/")
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.findings[0].snippet == "http://example.com/"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
