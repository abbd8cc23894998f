"""lang.invalid."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "lang.invalid"


@pytest.mark.parametrize(
    "lang", ["en", "pt-BR", "zh-Hant-TW", "DE-at", "gsw", "es-419", "de-1996", " fr "]
)
def test_it_passes(lang: str) -> None:
    assert check(ID, f"<html lang='{lang}'><p>x").outcome == "pass"


@pytest.mark.parametrize(
    "lang", ["english", "xx", "en_US", "e", "auto", "-en", "de,en", "*"]
)
def test_it_fails(lang: str) -> None:
    result = check(ID, f"<html lang='{lang}'><p>x")
    assert result.outcome == "fail"
    assert result.findings[0].snippet == f'<html lang="{lang}">'


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("eng", "should be written as “en”"),
        ("deu-AT", "should be written as “de-AT”"),
        ("en-UK", "should be written as “en-GB”"),
        ("en-US-nonsense-tag", "a part that is not known"),
        ("en-", "a part that is not known"),
    ],
)
def test_it_warns(lang: str, words: str) -> None:
    result = check(ID, f"<html lang='{lang}'><p>x")
    assert result.outcome == "warn"
    assert words in result.explanation


@pytest.mark.parametrize("html", ["<p>x", "<html lang=''><p>x", "<html lang=' '>x"])
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
