"""lang.mismatch."""

from __future__ import annotations

import dataclasses

import pytest

from support.pages import check, fetched
from webapp.audits.lang.mismatch import run
from webapp.domain.page_resources import TextLanguage
from webapp.pipeline.parse import parse

ID = "lang.mismatch"
ENGLISH = "Tomatoes love the sun, and they need much water on hot days in summer. "
GERMAN = "Tomaten lieben die Sonne und brauchen an heißen Tagen sehr viel Wasser. "


def page(lang: str, text: str, times: int = 12) -> str:
    return f"<html lang='{lang}'><body><main><p>{text * times}</p></main>"


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", ENGLISH), ("en-GB", ENGLISH), ("de", GERMAN), ("DE-at", GERMAN)],
)
def test_it_passes(lang: str, text: str) -> None:
    assert check(ID, page(lang, text)).outcome == "pass"


@pytest.mark.parametrize(
    ("lang", "code"), [("no", "nb"), ("nb", "nn"), ("zh-TW", "zh"), ("hr", "sr")]
)
def test_it_passes_for_close_relatives(lang: str, code: str) -> None:
    assert judge(lang, code, 0.99, 100) == "pass"


@pytest.mark.parametrize(
    ("lang", "text", "code"), [("en", GERMAN, "de"), ("de", ENGLISH, "en")]
)
def test_it_fails(lang: str, text: str, code: str) -> None:
    result = check(ID, page(lang, text))
    assert result.outcome == "fail"
    assert result.findings[0].note.startswith(f"{code}, ")
    assert result.explanation == f"The page names “{lang}”, the text is in “{code}”."


@pytest.mark.parametrize(
    ("lang", "confidence", "words", "outcome"),
    [
        ("en", 0.9, 100, "fail"),
        ("en", 0.89, 100, "na"),
        ("en", 0.9, 99, "na"),
        ("english", 1.0, 500, "na"),
        ("mul", 1.0, 500, "na"),
    ],
)
def test_it_needs_to_be_sure(
    lang: str, confidence: float, words: int, outcome: str
) -> None:
    assert judge(lang, "de", confidence, words) == outcome


def test_it_does_not_apply() -> None:
    assert check(ID, "<main>" + GERMAN * 20).outcome == "na"
    assert check(ID, page("en", GERMAN, times=2)).outcome == "na"


def judge(lang: str, code: str, confidence: float, words: int) -> str:
    """The outcome for a page whose text was detected like that."""
    parsed = dataclasses.replace(
        parse(fetched()),
        lang=lang,
        text_language=TextLanguage(code, confidence),
        word_count=words,
    )
    return run(parsed).outcome
