"""What is asked of a page."""

from __future__ import annotations

import pytest

from webapp.pipeline.passages import Passage, make_queries


def passage(*path: str) -> Passage:
    return Passage(path, "Tea is a drink.", 4, ())


def asked(
    headings: tuple[str, ...] = (),
    keyphrases: tuple[str, ...] = (),
    own: tuple[str, ...] = (),
    lang: str = "en",
) -> list[str]:
    found = make_queries([passage("Tea", h) for h in headings], keyphrases, own, lang)
    return [query.text for query in found]


def test_own_queries_come_first_then_headings_then_keyphrases() -> None:
    found = make_queries(
        [passage("Tea", "2. How to brew tea?"), passage("Tea", "Tins")],
        ["green tea"],
        ["  tea   near me "],
        "en",
    )
    assert [(query.text, query.origin) for query in found] == [
        ("tea near me", "yours"),
        ("How to brew tea?", "heading"),
        ("What is green tea?", "keyphrase"),
    ]
    assert found[1].heading == "2. How to brew tea?"
    assert found[2].subject == "green tea"


def test_the_same_is_asked_once() -> None:
    assert asked(
        ("What is green tea?",), ("green tea",), ("what is green tea", "", "  ")
    ) == ["what is green tea"]


def test_at_most_12_with_room_for_2_keyphrases() -> None:
    headings = tuple(f"How long does tea {n} brew?" for n in range(20))
    phrases = tuple(f"tea {n}" for n in range(20))
    found = asked(headings, phrases, ("one", "two"))
    assert len(found) == 12
    assert sum(text.startswith("How long") for text in found) == 8
    assert sum(text.startswith("What is") for text in found) == 2
    assert len(asked(headings)) == 12
    assert len(asked((), phrases, tuple(f"own {n}" for n in range(20)))) == 12


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Was ist Tee?"),
        ("fr", "Qu’est-ce que Tee ?"),
        ("ja", "Teeとは何ですか？"),
        ("fi", "Tee"),
    ],
)
def test_keyphrases_are_asked_in_the_language_of_the_page(lang: str, text: str) -> None:
    assert asked(keyphrases=("Tee",), lang=lang) == [text]


def test_headings_that_cannot_be_asked_alone_are_left_out() -> None:
    assert asked(("Why?", "How long does tea keep?", "Why choose us?")) == [
        "How long does tea keep?"
    ]


def test_a_very_long_query_is_cut() -> None:
    assert len(asked(own=("tea " * 500,))[0]) <= 200
