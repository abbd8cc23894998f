"""sd.json."""

from __future__ import annotations

from support.pages import check

ID = "sd.json"
LD = "<script type=application/ld+json>%s</script>"


def test_it_passes() -> None:
    assert check(ID, LD % '{"@type": "Article"}').outcome == "pass"


def test_it_warns() -> None:
    assert check(ID, LD % '{"a": 1, "a": 2}').outcome == "warn"


def test_it_fails() -> None:
    assert check(ID, LD % '{"@type": "Article",}').outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, LD % '{"@type": "Article",}')
    assert result.explanation.endswith(".")
    assert result.score == 0
