"""What is told of the passage that was found."""

from __future__ import annotations

import json
from typing import Any

import pytest

from webapp.pipeline.passages import Passage, Query, quotes
from webapp.pipeline.passages.quotes import FAR_OFF, UNRELATED

SOIL = Passage(
    ("Soil",), "Soil is a mix of 5 parts that holds water for roots.", 11, ()
)
POTS = Passage(
    ("Pots",), "Pots are vessels of clay. They hold 3 litres of soil.", 11, ()
)


class Encoder:
    """Two passages at right angles; the query lies at ``closeness`` to the first, and
    at ``heading`` to the heading of the second."""

    def __init__(
        self, closeness: float, other: float = 0.0, heading: float = 0.0
    ) -> None:
        rest = 1 - closeness**2 - other**2 - heading**2
        self.query = [closeness, other, heading, rest**0.5, 0.0]

    def encode(self, texts: list[str]) -> Any:
        known = {
            SOIL.text: [1.0, 0.0, 0.0, 0.0, 0.0],
            POTS.text: [0.0, 1.0, 0.0, 0.0, 0.0],
            "Pots": [0.0, 0.0, 1.0, 0.0, 0.0],
            "Soil": [0.0, 0.0, 0.0, 0.0, 1.0],
        }
        return [
            next((row for text, row in known.items() if text in given), self.query)
            for given in texts
        ]


@pytest.mark.parametrize(
    ("closeness", "lang", "is_far"),
    [(0.8, "en", False), (0.1, "en", True), (0.1, "de", False)],
)
def test_what_is_hardly_related_is_said_to_be(
    closeness: float, lang: str, is_far: bool
) -> None:
    found = quotes([SOIL, POTS], [], ["soil water"], Encoder(closeness), 5000, lang)
    judged = found["queries"][0]["judged"]
    assert (FAR_OFF in judged["missing"]) is is_far
    assert judged["stands_alone"] is not is_far


def test_it_is_no_matter_which_one_is_related() -> None:
    """The first is first for its words; what is near enough is the second."""
    encoder = Encoder(UNRELATED - 0.05, UNRELATED + 0.01)
    answer = quotes([SOIL, POTS], [], ["water roots"], encoder, 5000, "en")["queries"][
        0
    ]
    assert answer["passage"] == 0
    assert answer["similarity"] < UNRELATED
    assert FAR_OFF not in answer["judged"]["missing"]


def test_what_its_heading_finds_is_not_far_off() -> None:
    """With the passages no nearer than of another page."""
    encoder = Encoder(0.15, 0.1, heading=0.6)
    [answer] = quotes([SOIL, POTS], [], ["vessels"], encoder, 5000, "en")["queries"]
    assert answer["path"] == ["Pots"]
    assert FAR_OFF not in answer["judged"]["missing"]
    encoder = Encoder(0.15, 0.1, heading=0.3)
    [answer] = quotes([SOIL, POTS], [], ["vessels"], encoder, 5000, "en")["queries"]
    assert FAR_OFF in answer["judged"]["missing"]


class Even:
    def scores(self, query: str, texts: list[str]) -> list[float]:
        return [0.0 for _ in texts]


def test_the_method_tells_who_had_a_say() -> None:
    def method(
        encoder: Encoder, lang: str, reranker: Even | None, limit_ms: int = 5000
    ) -> str:
        found = quotes([SOIL, POTS], [], ["it"], encoder, limit_ms, lang, reranker)
        return str(found["method"])

    near, far = Encoder(0.5, 0.5), Encoder(0.9, 0.1)
    alone = method(near, "en", None)
    assert "reads each of the first ones, 4 at most" in method(near, "en", Even())
    assert method(near, "de", Even()) == method(far, "en", Even()) == alone
    assert "reranker" not in alone
    assert "12 queries" in alone
    assert "embedding" not in method(near, "en", Even(), -1)


def test_without_passages_or_queries_the_reason_is_told() -> None:
    assert "text" in quotes([], [], ["x"], Encoder(0.5), 5000)["unavailable"]
    assert "query" in quotes([SOIL], [], [], Encoder(0.5), 5000)["unavailable"]


class Lengths:
    """Every text is as near as every other."""

    def encode(self, texts: list[str]) -> Any:
        return [[1.0, 0.0] for _ in texts]


class Brewing:
    """Tells what is about brewing from what is not."""

    def encode(self, texts: list[str]) -> Any:
        return [[1.0, 0.0] if "brew" in text else [0.0, 1.0] for text in texts]


GOOD = "Green tea brews for 2 to 3 minutes. It turns bitter afterwards."
ASKED = Query(
    "How long does green tea brew?", "heading", "How long does green tea brew?"
)
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
    assert "trained on English" not in found["limits"]
    in_time = quotes(PASSAGES, ["tins"], [], Lengths(), 1000, "de")
    assert "trained on English" in in_time["limits"]
    assert found["queries"][0]["similarity"] is None


def test_long_passages_are_cut_and_counted() -> None:
    long = [Passage((), "tea " * 1000, 1000, ())] * 70
    found = quotes(long, ["tea"], [], Lengths(), 1000)
    assert (found["passages"], found["passages_left_out"]) == (60, 10)
    more = quotes(long, ["tea"], [], Lengths(), 1000, left_out=7)
    assert more["passages_left_out"] == 17
    assert len(found["queries"][0]["text"]) == 1201
