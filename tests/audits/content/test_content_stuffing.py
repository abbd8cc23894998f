"""content.stuffing."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.domain.audit_result import AuditResult

ID = "content.stuffing"


#: A hundred words that stand there once each.
VARIED = " ".join(f"{a}{b}{c}" for a in "bcdfg" for b in "aeiou" for c in "lmnr")


def page(text: str, lang: str = "en") -> AuditResult:
    return check(ID, f"<html lang={lang}><main><p>{text}</p></main>")


@pytest.mark.parametrize(
    "text",
    [
        VARIED + " soil" * 4,
        VARIED * 2 + " with" * 40,
        (VARIED + " ") * 3 + "soil " * 9,
        VARIED + " 2026" * 20 + " ab" * 20,
    ],
)
def test_it_passes(text: str) -> None:
    assert page(text).outcome == "pass"


@pytest.mark.parametrize("lang", ["en", "de-AT", "fr"])
def test_it_fails(lang: str) -> None:
    result = page(VARIED + " Soil soil SOIL soil soil", lang)
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.findings[0].snippet == "soil"
    assert result.findings[0].note == "5 times, 4.8% of words"


def test_each_language_has_its_own_stop_words() -> None:
    assert page(VARIED + " werden" * 9, "de").outcome == "pass"
    assert page(VARIED + " werden" * 9, "en").outcome == "fail"


@pytest.mark.parametrize(
    ("text", "lang"), [("soil " * 50, "en"), ("soil " * 500, "fi")]
)
def test_it_does_not_apply(text: str, lang: str) -> None:
    assert page(text, lang).outcome == "na"
