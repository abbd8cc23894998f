"""index.nosnippet."""

from __future__ import annotations

from support.pages import check

ID = "index.nosnippet"


def test_it_passes() -> None:
    assert check(ID, "<meta name=robots content='max-snippet:50'>").outcome == "pass"


def test_it_fails() -> None:
    assert check(ID, "<meta name=robots content='index, nosnippet'>").outcome == "fail"
    assert check(ID, "<meta name=robots content='max-snippet: 0'>").outcome == "fail"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<meta name=robots content='index, nosnippet'>")
    assert result.explanation.endswith(".")
    assert result.score == 0
