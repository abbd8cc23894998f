"""ans.answer-first."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "ans.answer-first"
VAGUE = "<p>many people like to drink it in the evening because it is so very good."
FACT = "<p>it takes 2 to 3 minutes in water that is hot and does not boil any more."


def page(*openings: str, lang: str = "en") -> str:
    parts = "".join(f"<h2>Part {n}</h2>{text}" for n, text in enumerate(openings))
    return f"<html lang={lang}><main>{parts}</main>"


def test_it_passes() -> None:
    result = check(ID, page(FACT, VAGUE, VAGUE))
    assert result.outcome == "pass"
    assert result.explanation == "1 of 3 sections begin with a fact."


def test_it_fails() -> None:
    result = check(ID, page(FACT, VAGUE, VAGUE, VAGUE))
    assert result.outcome == "fail"
    assert [finding.snippet for finding in result.findings] == [
        "<h2>Part 1",
        "<h2>Part 2",
        "<h2>Part 3",
    ]


@pytest.mark.parametrize("html", [page(FACT), page(FACT, "<p>soon"), "<p>x"])
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"


def test_a_fact_after_150_characters_is_late() -> None:
    late = "<p>" + "many people like to drink it so very much " * 4 + "at 80 degrees."
    assert check(ID, page(late, late)).outcome == "fail"


@pytest.mark.parametrize(
    ("lang", "opening", "outcome"),
    [
        ("en", "<p>a good leaf comes from Japan and is dried there in the sun", "pass"),
        ("en", "<p>many people drink about two litres of it on a hot day", "pass"),
        ("de", "<p>viele Leute trinken am Abend gern zwei Tassen davon mit", "pass"),
        ("en", "<p>tea is a drink made of leaves that are dried in the sun", "pass"),
        (
            "de",
            "<p>viele Leute trinken am Abend gern eine Tasse davon mit Milch",
            "fail",
        ),
        (
            "de",
            "<p>Tee ist ein Getränk aus Blättern, die man vorher gut trocknet",
            "pass",
        ),
        (
            "de",
            "<p>seit langem prüft das BVL jede Woche einige Sorten im Labor",
            "pass",
        ),
    ],
)
def test_what_a_fact_is(lang: str, opening: str, outcome: str) -> None:
    assert check(ID, page(opening, opening, lang=lang)).outcome == outcome
