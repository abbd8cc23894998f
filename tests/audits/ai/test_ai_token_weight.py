"""ai.token-weight."""

from __future__ import annotations

from support.pages import check

ID = "ai.token-weight"
TEXT = "<p>" + "Green tea is brewed in water. " * 400


def test_it_passes() -> None:
    result = check(ID, TEXT)
    assert result.outcome == "pass"
    assert "about 3,0" in result.explanation


def test_it_fails() -> None:
    result = check(ID, TEXT + "<script>" + "x" * 400_000 + "</script>")
    assert result.outcome == "fail"
    assert result.findings[0].snippet.endswith("bytes of HTML")


def test_it_warns_of_little_text() -> None:
    result = check(ID, TEXT + "<script>" + "x" * 100_000 + "</script>")
    assert result.outcome == "warn"
    assert "10 % of it is text" in result.explanation


def test_bytes_are_counted_and_not_characters() -> None:
    assert check(ID, "<p>" + "緑茶" * 60_000).outcome == "pass"
    assert check(ID, "<p>" + "緑茶" * 70_000).outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>short").outcome == "na"
