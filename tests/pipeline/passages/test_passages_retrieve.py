"""Which passage a query finds, and within which time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from webapp.pipeline.analyze import preload
from webapp.pipeline.passages import Encoder, Passage
from webapp.pipeline.passages.lexical import Index, common_words, terms
from webapp.pipeline.passages.retrieve import (
    OPENING,
    WORDS,
    combined,
    cosine,
    ordered,
    rank,
    unit,
)


class Letters:
    """A tiny encoder: how often each letter stands in a text."""

    def __init__(self) -> None:
        self.calls: list[int] = []

    def encode(self, texts: list[str]) -> Any:
        self.calls.append(len(texts))
        return [[text.lower().count(chr(n)) for n in range(97, 123)] for text in texts]


class Slow(Letters):
    def encode(self, texts: list[str]) -> Any:
        time.sleep(0.03)
        return super().encode(texts)


def passage(text: str, *path: str) -> Passage:
    return Passage(path, text, len(text.split()), ())


TEXTS = ("zzz zebra zone", "green tea leaves", "hot water boils")
PASSAGES = [passage(text) for text in TEXTS]


def test_the_nearest_is_first() -> None:
    found = rank(PASSAGES, ["tea leaves", "zebra"], Letters(), 1000)
    assert [ranking.order[0] for ranking in found] == [1, 0]
    assert len(found[0].similarities) == 3
    assert max(found[0].similarities) == found[0].similarities[1] <= 1.0001
    assert rank(PASSAGES, ["tea leaves", "zebra"], Letters(), 1000) == found


def test_the_words_of_headings_count() -> None:
    tins = Passage(("Tins",), "a b c", 3, (0,))
    pots = Passage(("Pots",), "a b c", 3, (1,))
    assert rank([tins, pots], ["pots"], Letters(), 1000)[0].order == (1, 0)


def test_it_encodes_a_few_texts_at_a_time_and_60_passages_at_most() -> None:
    encoder = Letters()
    found = rank(PASSAGES * 40, ["tea"] * 12, encoder, 1000)
    assert len(found[0].order) == 60
    assert sum(encoder.calls) == 72
    assert max(encoder.calls) <= 8


def test_out_of_time_words_alone_decide() -> None:
    found = rank(PASSAGES * 20, ["tea"], Slow(), 50)
    assert found[0].similarities == ()
    assert found[0].order[0] == 1


def test_on_a_tie_the_earlier_one_is_first() -> None:
    assert ordered([1.0, 2.0, 2.0 + 1e-12]) == (1, 2, 0)


def test_what_opens_a_section_goes_before_what_follows() -> None:
    same = [Passage((), "green tea", 2, headings) for headings in ((1,), (1,), (2,))]
    found = rank(same, ["tea"], Letters(), 1000)
    assert found[0].order == (0, 2, 1)


def test_words_and_meaning_are_added() -> None:
    assert combined([0.5, 0.6], [2.0, 0.0], [False, False]) == [0.5 + WORDS, 0.6]
    assert combined([0.5, 0.6], [0.0, 0.0], [True, False]) == [0.5 + OPENING, 0.6]


def test_question_words_find_nothing() -> None:
    two = [passage("how and where", "A"), passage("tea is a plant", "B")]
    found = rank(two, ["How and where does tea grow?"], Slow(), -1, "en")
    assert found[0].order[0] == 1
    assert rank(two, ["How and where?"], Slow(), -1, "en")[0].order[0] == 0


def test_common_words_are_known_by_language() -> None:
    assert {"how", "the", "which"} <= common_words("en")
    assert "tea" not in common_words("en")
    assert common_words("xx") == frozenset()


def test_a_vector_of_nothing_is_like_nothing() -> None:
    assert cosine(unit([0.0, 0.0]), unit([3.0, 4.0])) == 0
    assert unit([3.0, 4.0]) == [0.6, 0.8]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brewing, brewed!", ["brewi", "brewe"]),
        ("Straße", ["stras"]),
        ("緑茶です", ["緑茶", "茶で", "です"]),
        ("茶", ["茶"]),
        ("AI茶", ["ai", "茶"]),
        ("…", []),
    ],
)
def test_terms(text: str, found: list[str]) -> None:
    assert terms(text) == found


def test_bm25_prefers_rare_terms_and_short_texts() -> None:
    index = Index(["tea pot", "tea", "tea tin tin", "water"])
    assert ordered(index.scores("tea tin"))[0] == 2
    assert ordered(index.scores("tea"))[0] == 1
    assert index.scores("nothing") == [0, 0, 0, 0]
    assert Index([]).scores("tea") == []


def test_the_real_model_finds_what_no_word_tells(models: Path) -> None:
    """Each text is a section of its own, so that none is preferred as the first."""
    encoder: Encoder | None = preload("default", "auto", models).passage_encoder
    assert encoder is not None
    texts = (
        "The shop opens at nine and closes at six, except on Sundays.",
        "Put the leaves into a pot and pour hot water over them.",
        "Parcels leave our warehouse within two days by courier.",
    )
    found = rank(
        [Passage((), text, 11, (place,)) for place, text in enumerate(texts)],
        ["How fast is delivery?", "How do I make tea?"],
        encoder,
        20_000,
    )
    assert [ranking.order[0] for ranking in found] == [2, 1]
    assert all(-1.001 <= value <= 1.001 for value in found[0].similarities)
