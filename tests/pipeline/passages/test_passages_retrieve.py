"""Which passage a query finds, and within which time."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from webapp.pipeline.analyze import preload
from webapp.pipeline.passages import Encoder, Passage, Query
from webapp.pipeline.passages.retrieve import FIRST, rank


class Letters:
    """A tiny encoder: how often each letter stands in a text."""

    def __init__(self) -> None:
        self.calls: list[int] = []

    def encode(self, texts: list[str]) -> Any:
        self.calls.append(len(texts))
        return [[text.lower().count(chr(n)) for n in range(97, 123)] for text in texts]


class Table:
    """An encoder that knows a few texts."""

    def __init__(self, rows: Mapping[str, Sequence[float]]) -> None:
        self.rows = rows

    def encode(self, texts: list[str]) -> Any:
        return [self.rows[text] for text in texts]


class Last:
    """Prefers what stands further back; it may take its time."""

    def __init__(self, seconds: float = 0) -> None:
        self.seconds = seconds
        self.read: list[tuple[str, list[str]]] = []

    def scores(self, query: str, texts: list[str]) -> list[float]:
        time.sleep(self.seconds)
        self.read.append((query, texts))
        return [100.0 * place for place in range(len(texts))]


class Slow(Letters):
    def encode(self, texts: list[str]) -> Any:
        time.sleep(0.03)
        return super().encode(texts)


def yours(*texts: str) -> list[Query]:
    return [Query(text, "yours") for text in texts]


def passage(text: str, *path: str) -> Passage:
    return Passage(path, text, len(text.split()), ())


TEXTS = ("zzz zebra zone", "green tea leaves", "hot water boils")
PASSAGES = [passage(text) for text in TEXTS]
ALIKE = [passage("tea " * 90 + "zoo " * number) for number in range(9)]


def test_the_nearest_is_first() -> None:
    found = rank(PASSAGES, yours("tea leaves", "zebra"), Letters(), 1000)
    assert [ranking.order[0] for ranking in found] == [1, 0]
    assert len(found[0].similarities) == 3
    assert max(found[0].similarities) == found[0].similarities[1] <= 1.0001
    assert rank(PASSAGES, yours("tea leaves", "zebra"), Letters(), 1000) == found


def test_the_words_of_headings_count() -> None:
    tins = Passage(("Tins",), "a b c", 3, (0,))
    pots = Passage(("Pots",), "a b c", 3, (1,))
    assert rank([tins, pots], yours("pots"), Letters(), 1000)[0].order == (1, 0)


def test_it_encodes_a_few_texts_at_a_time_and_60_passages_at_most() -> None:
    encoder = Letters()
    found = rank(PASSAGES * 40, yours(*["tea"] * 12), encoder, 1000)
    assert len(found[0].order) == 60
    assert sum(encoder.calls) == 72
    assert max(encoder.calls) <= 8


def test_out_of_time_words_alone_decide() -> None:
    found = rank(PASSAGES * 20, yours("tea"), Slow(), 50)
    assert found[0].similarities == ()
    assert found[0].order[0] == 1


def test_the_reranker_orders_the_first_ones_and_no_others() -> None:
    before = rank(ALIKE, yours("tea"), Letters(), 1000)[0]
    reranker = Last()
    after = rank(ALIKE, yours("tea"), Letters(), 1000, "en", reranker)[0]
    first, others = before.order[:FIRST], before.order[FIRST:]
    assert after.order == (*reversed(first), *others)
    assert after.similarities == before.similarities
    assert (before.is_reranked, after.is_reranked) == (False, True)
    assert reranker.read == [("tea", [ALIKE[place].text for place in first])]


def test_what_the_reranker_thinks_little_of_stays_before_what_it_did_not_read() -> None:
    class Strict:
        def scores(self, query: str, texts: list[str]) -> list[float]:
            return [-100.0 - place for place in range(len(texts))]

    before = rank(ALIKE, yours("tea"), Letters(), 1000)[0]
    after = rank(ALIKE, yours("tea"), Letters(), 1000, "en", Strict())[0]
    assert after.order == before.order


def test_what_is_far_behind_is_not_read_again() -> None:
    reranker = Last()
    found = rank(PASSAGES, yours("zebra", "green"), Letters(), 1000, "en", reranker)
    assert found[0].order == rank(PASSAGES, yours("zebra"), Letters(), 1000)[0].order
    assert all(len(texts) in (2, 3) for _, texts in reranker.read)
    assert "zebra" not in [query for query, _ in reranker.read]


def test_the_reranker_is_asked_in_the_language_that_it_knows() -> None:
    reranker = Last()
    found = rank(PASSAGES, yours("tea"), Letters(), 1000, "de", reranker)
    assert found == rank(PASSAGES, yours("tea"), Letters(), 1000, "de")
    assert reranker.read == []


def test_out_of_time_the_reranker_has_no_say_for_any_query() -> None:
    queries = ["tea", "tea tea", "tea zoo"]
    slow = Last(0.6)
    found = rank(ALIKE, yours(*queries), Letters(), 1000, "en", slow)
    assert found == rank(ALIKE, yours(*queries), Letters(), 1000)
    assert 0 < len(slow.read) < 3
    assert rank(ALIKE, yours(*queries), Letters(), 1000, "en", Last()) != found


def test_what_opens_a_section_goes_before_what_follows() -> None:
    same = [Passage((), "green tea", 2, headings) for headings in ((1,), (1,), (2,))]
    found = rank(same, yours("tea"), Letters(), 1000)
    assert found[0].order == (0, 2, 1)


FEES = Query("fees?", "yours")
ASKED_BY_THE_PAGE = Query("fees?", "heading", "fees?")


def test_what_another_heading_fits_better_goes_behind() -> None:
    """The first one is nearer, and nearer yet to the heading that it stands under."""
    found = [passage("we open"), passage("it costs")]
    table = Table(
        {"fees?": (5, 4), "hours": (1, 0), "we open": (9, 2), "it costs": (3, 8)}
    )
    without = rank(found, [FEES], table, 1000)[0]
    given = rank(found, [FEES], table, 1000, headings=("hours",))[0]
    assert (without.order, given.order) == ((0, 1), (1, 0))
    assert given.similarities == without.similarities


def test_the_heading_over_a_passage_is_near_too() -> None:
    found = [passage("first"), passage("then", "Costs"), passage("last", "Opening")]
    table = Table(
        {
            "fees?": (1, 0, 0),
            "Costs": (8, 1, 0),
            "Opening": (0, 1, 0),
            "first": (4, 0, 3),
            "then": (4, 0, 3),
            "last": (4, 0, 3),
        }
    )
    headings = ("Costs", "Opening")
    assert rank(found, [FEES], table, 1000, headings=headings)[0].order == (1, 0, 2)


def test_a_heading_that_is_asked_does_not_find_itself() -> None:
    found = [passage("first"), passage("then", "fees?")]
    table = Table({"fees?": (1, 0), "first": (4, 3), "then": (3, 4)})
    orders = [
        rank(found, [query], table, 1000, headings=("fees?",))[0].order
        for query in (FEES, ASKED_BY_THE_PAGE)
    ]
    assert orders == [(1, 0), (0, 1)]


def test_headings_are_in_no_ranking() -> None:
    found = rank(PASSAGES, yours("tea"), Letters(), 1000, headings=("zebra", "tea"))
    assert len(found) == 1
    assert len(found[0].similarities) == len(found[0].order) == len(PASSAGES)


def test_question_words_find_nothing() -> None:
    two = [passage("how and where", "A"), passage("tea is a plant", "B")]
    found = rank(two, yours("How and where does tea grow?"), Slow(), -1, "en")
    assert found[0].order[0] == 1
    assert rank(two, yours("How and where?"), Slow(), -1, "en")[0].order[0] == 0


def test_the_real_model_finds_what_no_word_tells(models: Path) -> None:
    """Each text is a section of its own, so that none is preferred as the first."""
    finder = preload("default", "auto", models)
    encoder: Encoder | None = finder.passage_encoder
    assert encoder is not None
    assert finder.reranker is not None
    texts = (
        "The shop opens at nine and closes at six, except on Sundays.",
        "Put the leaves into a pot and pour hot water over them.",
        "Parcels leave our warehouse within two days by courier.",
    )
    found = rank(
        [Passage((), text, 11, (place,)) for place, text in enumerate(texts)],
        yours("How fast is delivery?", "How do I make tea?"),
        encoder,
        20_000,
        "en",
        finder.reranker,
    )
    assert [ranking.order[0] for ranking in found] == [2, 1]
    assert all(-1.001 <= value <= 1.001 for value in found[0].similarities)
