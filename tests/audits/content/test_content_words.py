"""content.words."""

from __future__ import annotations

from support.pages import check

ID = "content.words"


def test_it_passes() -> None:
    assert check(ID, "<main>" + "word " * 300).outcome == "pass"
    assert check(ID, "<main>" + "日本語の文章です" * 100).outcome == "pass"


def test_it_warns() -> None:
    assert check(ID, "<main>" + "word " * 250).outcome == "warn"


def test_it_fails() -> None:
    assert check(ID, "<main>few words</main>").outcome == "fail"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<main>few words</main>")
    assert result.explanation.endswith(".")
    assert result.score == 0
