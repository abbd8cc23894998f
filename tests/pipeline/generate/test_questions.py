"""Questions that a page leaves open: about subjects that it names, in English alone."""

from __future__ import annotations

from typing import Any

import pytest

from support.insight_body import TEXT, facts
from webapp.domain.report import Keyphrase
from webapp.pipeline.generate import compose_insights


def phrase(text: str, *places: str) -> Keyphrase:
    return Keyphrase(phrase=text, score=0.5, count=3, places=list(places), missing=[])


POTS = phrase("clay pots", "title", "first_words")


def asked(*phrases: Keyphrase, text: str = TEXT, **page: Any) -> list[str]:
    found: list[str] = compose_insights([], facts(**page), list(phrases), text)[
        "questions"
    ]
    return found


def test_they_are_about_what_the_page_does_not_say() -> None:
    assert "Why choose “clay pots”?" in asked(POTS)
    assert "What is the price of “clay pots”?" in asked(POTS)
    told = f"{TEXT} The price is 7 €, because of the glaze."
    assert not {"Why choose “clay pots”?", "What is the price of “clay pots”?"} & {
        *asked(POTS, text=told)
    }


@pytest.mark.parametrize(
    "weak",
    [
        phrase("tomato plant needs", "first_words", "link", "url"),
        phrase("tomato plant needs"),
        Keyphrase(phrase="tomato plant needs", score=0.9),
        phrase("<img src=x onerror=alert(1)>", "title"),
    ],
)
def test_a_piece_of_a_sentence_is_not_asked_about(weak: Keyphrase) -> None:
    assert asked(weak) == []
    assert all("clay pots" in question for question in asked(weak, POTS))


@pytest.mark.parametrize("place", ["title", "h1", "heading"])
def test_what_title_and_headings_name_is(place: str) -> None:
    assert asked(phrase("clay pots", place))


def test_other_languages_have_none() -> None:
    german = phrase("Töpfe", "title")
    assert asked(german, text="Töpfe aus Ton.", lang="de") == []
