"""Whether a passage stands alone, and the whole answer as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from webapp.pipeline.passages import Passage, Query, quotes
from webapp.pipeline.passages.judge import NOT_JUDGED, dangling_word, judge


class Lengths:
    """Every text is as near as every other."""

    def encode(self, texts: list[str]) -> Any:
        return [[1.0, 0.0] for _ in texts]


class Brewing:
    """Tells what is about brewing from what is not."""

    def encode(self, texts: list[str]) -> Any:
        return [[1.0, 0.0] if "brew" in text else [0.0, 1.0] for text in texts]


ASKED = Query(
    "How long does green tea brew?", "heading", "How long does green tea brew?"
)
GOOD = "Green tea brews for 2 to 3 minutes. It turns bitter afterwards."


def test_a_good_passage_lacks_nothing() -> None:
    judged = judge(GOOD, ASKED, "en")
    assert judged["stands_alone"] is True
    assert judged["first_sentence"] == "Green tea brews for 2 to 3 minutes."
    assert (judged["fact"], judged["missing"], judged["dangling"]) == (
        "a number",
        [],
        "",
    )


def test_it_says_what_is_missing() -> None:
    judged = judge("It depends on what you like, as mentioned above.", ASKED, "en")
    assert judged["stands_alone"] is False
    assert len(judged["missing"]) == 3
    assert "does not name" in judged["missing"][0]
    assert "“as mentioned above”" in judged["missing"][1]
    assert "no number" in judged["missing"][2]


def test_the_subject_of_a_keyphrase_is_the_phrase() -> None:
    query = Query("What is matcha powder?", "keyphrase", subject="matcha powder")
    assert judge("Matcha is a powder.", query, "en")["names_subject"]
    assert not judge("What you get is green.", query, "en")["names_subject"]


@pytest.mark.parametrize(
    ("lang", "sentence", "word"),
    [
        ("en", "It brews for two minutes.", "it"),
        ("en", "They are dried.", "they"),
        ("en", "This makes it bitter.", "this"),
        ("en", "“These leaves” are dried.", "these"),
        ("en", "The former is cheaper than tea.", "The former"),
        ("en", "It is important to warm the pot.", ""),
        ("en", "It is a drink.", "it"),
        ("en", "This guide explains tea.", ""),
        ("en", "Tea is hot.", ""),
        ("en", "See Debugging memory leaks.", "See"),
        ("en", "Please refer to Brewing for 3 ways.", "Please refer to"),
        ("en", "Learn more about Matcha.", "Learn more"),
        ("en", "Seeds are dried.", ""),
        ("en", "See a dentist within 24 hours.", ""),
        ("en", "Most people see a doctor.", ""),
        ("de", "Er zieht zwei Minuten.", "er"),
        ("de", "Wie oben beschrieben zieht Tee.", "Wie oben"),
        ("de", "Es gibt drei Sorten.", ""),
        ("de", "Siehe Zubereitung.", "Siehe"),
        ("de", "Mehr dazu im Kapitel Grüntee.", "Mehr dazu"),
        ("de", "Sie können Tee auch kalt trinken.", ""),
        ("de", "Tee zieht zwei Minuten.", ""),
        ("fr", "Il infuse deux minutes.", "il"),
        ("fr", "C’est une boisson.", "c'est"),
        ("fr", "Voir la page Thé vert.", "Voir"),
        ("fr", "Il faut de l’eau chaude.", ""),
        ("es", "Este se prepara con agua.", "este"),
        ("es", "Como se mencionó, el té es verde.", "Como se mencionó"),
        ("es", "El té es una bebida.", ""),
        ("es", "Véase Té verde.", "Véase"),
        ("fi", "Se on juoma.", NOT_JUDGED),
    ],
)
def test_dangling(lang: str, sentence: str, word: str) -> None:
    assert dangling_word(sentence, lang) == word


def test_what_is_not_judged_is_not_missing() -> None:
    judged = judge("Se on 2 minuuttia vihreä tee.", Query("vihreä tee", "yours"), "fi")
    assert judged["dangling"] == NOT_JUDGED
    assert judged["missing"] == []


PASSAGES = [
    Passage(("Tea", "Tins"), "Tins keep leaves dry for 6 months.", 7, (0, 1)),
    Passage(("Tea", ASKED.heading), GOOD, 11, (0, 3)),
]


def test_the_answer_is_plain_json() -> None:
    found = quotes(PASSAGES, ["tins"], ["price of tea"], Lengths(), 1000, "en-GB")
    assert json.loads(json.dumps(found)) == found
    assert "model" in found["method"]
    assert "not whether an engine takes this page" in found["limits"]
    assert "trained on English" not in found["limits"]
    assert [entry["origin"] for entry in found["queries"]] == [
        "yours",
        "heading",
        "keyphrase",
    ]
    entry = found["queries"][1]
    assert (entry["own_rank"], entry["rank"], entry["passage"]) == (1, 1, 1)
    assert entry["path"] == ["Tea", ASKED.heading]
    assert entry["similarity"] == 1
    assert entry["next"][0]["passage"] == 0
    assert found["queries"][0]["own_rank"] is None


def test_another_passage_before_its_own_is_said() -> None:
    other = Passage(("Tea",), "Green tea brews long.", 4, (0,))
    own = Passage(("Tea", ASKED.heading), "Two minutes.", 2, (0, 3))
    entry = quotes([own, other], [], [], Brewing(), 1000, "en")["queries"][0]
    assert (entry["own_rank"], entry["passage"]) == (2, 1)
    assert entry["judged"]["missing"][0].startswith("Another passage is found before")


def test_without_time_it_says_that_words_decide() -> None:
    found = quotes(PASSAGES, ["tins"], [], Lengths(), -1, "de")
    assert "no time" in found["method"]
    assert "trained on English" in found["limits"]
    assert found["queries"][0]["similarity"] is None


def test_with_nothing_to_ask_or_cut_it_is_unavailable() -> None:
    assert "no text" in quotes([], ["tea"], [], Lengths(), 1000)["unavailable"]
    assert "no query" in quotes(PASSAGES[:1], [], [], Lengths(), 1000)["unavailable"]


def test_long_passages_are_cut_and_counted() -> None:
    long = [Passage((), "tea " * 1000, 1000, ())] * 70
    found = quotes(long, ["tea"], [], Lengths(), 1000)
    assert (found["passages"], found["passages_left_out"]) == (60, 10)
    assert len(found["queries"][0]["text"]) == 1201
