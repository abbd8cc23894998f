"""content.readability."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.audits.reading_grade import measure, syllables
from webapp.domain.audit_result import AuditResult

ID = "content.readability"


EASY = (
    "Tomatoes like loose soil. Water them in the morning. Do not wet the leaves. " * 10
)
HARD = (
    "Notwithstanding considerable methodological heterogeneity, contemporary investigations"
    " consistently demonstrate that agricultural intensification fundamentally compromises"
    " the physiological resilience of horticultural ecosystems. "
) * 10


def page(text: str, lang: str = "en") -> AuditResult:
    return check(ID, f"<html lang={lang}><main><p>{text.strip()}</p></main>")


def test_it_passes() -> None:
    result = page(EASY)
    assert result.outcome == "pass"
    assert "with 5 words a sentence" in result.explanation


def test_it_fails_nobody_and_only_warns() -> None:
    result = page(HARD, "en-GB")
    assert (result.outcome, result.score) == ("warn", 0.5)


@pytest.mark.parametrize(
    ("text", "lang"),
    [(HARD, "de"), ("Too short. ", "en"), ("word " * 300, "en")],
)
def test_it_does_not_apply(text: str, lang: str) -> None:
    assert page(text, lang).outcome == "na"


def test_a_wrong_declaration_is_seen_through() -> None:
    german = "Die Erde, die Tomaten mögen, ist locker und hält das Wasser gut. " * 20
    assert page(german, "en").outcome == "na"


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("the", 1), ("tomato", 3), ("table", 2), ("loved", 1), ("wanted", 2), ("boxes", 2),
        ("science", 2), ("being", 2), ("agricultural", 5), ("nation", 2), ("area", 3),
        ("serious", 3), ("society", 4), ("movement", 2), ("completely", 3), ("unique", 2),
        ("quality", 3), ("rhythm", 1), ("don't", 1), ("makes", 1), ("beautiful", 3), ("idea", 3),
    ],
)  # fmt: skip
def test_syllables_are_counted(word: str, number: int) -> None:
    assert syllables(word) == number


def test_the_grade_is_the_formula() -> None:
    reading = measure("The cat sat on the mat. It was a fat cat.")
    assert (reading.words, reading.sentences, reading.syllables) == (11, 2, 11)
    assert round(reading.grade, 3) == round(0.39 * 5.5 + 11.8 - 15.59, 3)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("One. Two! Three?", 3),
        ("It costs 3.50 euros.", 1),
        ("Dr. Smith came.", 1),
        ("Wait... what?", 1),
        ("." * 10_000, 1),
    ],
)
def test_sentences_are_counted(text: str, number: int) -> None:
    assert measure(text).sentences == number
