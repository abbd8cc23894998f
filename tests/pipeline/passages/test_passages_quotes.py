"""What is told of the passage that was found."""

from __future__ import annotations

from typing import Any

import pytest

from webapp.pipeline.passages import Passage, quotes
from webapp.pipeline.passages.quotes import FAR_OFF, UNRELATED

SOIL = Passage(
    ("Soil",), "Soil is a mix of 5 parts that holds water for roots.", 11, ()
)
POTS = Passage(
    ("Pots",), "Pots are vessels of clay. They hold 3 litres of soil.", 11, ()
)


class Encoder:
    """Two passages at right angles; the query lies at ``closeness`` to the first."""

    def __init__(self, closeness: float, other: float = 0.0) -> None:
        self.query = [closeness, other, (1 - closeness**2 - other**2) ** 0.5]

    def encode(self, texts: list[str]) -> Any:
        known = {SOIL.text: [1.0, 0.0, 0.0], POTS.text: [0.0, 1.0, 0.0]}
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


class Even:
    def scores(self, query: str, texts: list[str]) -> list[float]:
        return [0.0 for _ in texts]


def test_the_method_tells_who_had_a_say() -> None:
    found = {
        lang: quotes([SOIL], [], ["soil"], Encoder(0.5), 5000, lang, Even())["method"]
        for lang in ("en", "de")
    }
    alone = quotes([SOIL], [], ["soil"], Encoder(0.5), 5000, "en")["method"]
    words = quotes([SOIL], [], ["soil"], Encoder(0.5), -1, "en", Even())["method"]
    assert "up to 3 that are nearly as good" in found["en"]
    assert found["de"] == alone
    assert "reranker" not in alone
    assert "embeddings" not in words


def test_without_passages_or_queries_the_reason_is_told() -> None:
    assert "text" in quotes([], [], ["x"], Encoder(0.5), 5000)["unavailable"]
    assert "query" in quotes([SOIL], [], [], Encoder(0.5), 5000)["unavailable"]
