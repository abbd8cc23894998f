"""Where a phrase stands, by stems, in languages with and without spaces."""

from __future__ import annotations

import pytest

from webapp.pipeline.analyze.evidence import (
    EXPECTED,
    FIRST_WORDS,
    PLACES,
    Evidence,
    Found,
)
from webapp.pipeline.analyze.languages import language
from webapp.pipeline.analyze.source import Source

ENGLISH = Source(
    blocks=(
        "Growing tomatoes on a balcony",
        "A tomato plant wants sun. Tomato plants want water, and plants want soil.",
        "filler " * FIRST_WORDS,
        "Blossom end rot comes last: keep watering.",
    ),
    lang="en",
    title="Tomato plants: a guide",
    h1s=("Growing tomatoes on a balcony",),
    headings=("Soil", "Pots"),
    description="How to water a plant, be it tomato or pepper.",
    link_texts=("Potting", "soil tests"),
    alt_texts=("Two tomato plants in a pot",),
    url_words=("guides", "growing", "tomatoes", "balcony"),
)


def evidence(lang: str = "en", **parts: object) -> Evidence:
    return Evidence(Source(blocks=(), **parts), language(lang))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def english() -> Evidence:
    return Evidence(ENGLISH, language("en"))


@pytest.mark.parametrize("phrase", ["tomato plant", "tomato plants", "Tomato Plants"])
def test_inflected_forms_count(english: Evidence, phrase: str) -> None:
    found = english.of(phrase)
    assert found.count == 2
    assert found.places == ("title", "first_words", "alt")


@pytest.mark.parametrize(
    ("phrase", "count", "places"),
    [
        ("growing tomatoes", 1, ("h1", "first_words", "url")),
        ("balcony growing", 0, ("url",)),
        ("soil", 1, ("heading", "first_words", "link")),
        ("potting soil", 0, ()),
        ("blossom end rot", 1, ()),
        ("toma", 0, ()),
        ("sun tomato", 0, ()),
        ("", 0, ()),
    ],
)
def test_places(
    english: Evidence, phrase: str, count: int, places: tuple[str, ...]
) -> None:
    assert english.of(phrase) == Found(count, places, ())


def test_only_main_phrases_miss_something(english: Evidence) -> None:
    assert english.of("blossom end rot").missing == ()
    assert english.of("blossom end rot", is_main=True).missing == EXPECTED


def test_nothing_is_missing_where_all_its_words_stand(english: Evidence) -> None:
    found = english.of("tomato plant", is_main=True)
    assert "description" not in found.places
    assert found.missing == ("h1",)


@pytest.mark.parametrize("phrase", ["Zinsen", "Privatkredit", "Zins für Kredite"])
def test_nothing_is_missing_that_stands_inside_of_another_word(phrase: str) -> None:
    german = evidence("de", title="Privatkredit-Zinsen für alle", h1s=("Alle Raten",))
    found = german.of(phrase, is_main=True)
    assert (found.places, found.missing) == ((), ("h1",))


@pytest.mark.parametrize(
    ("phrase", "title"),
    [("AI", "How to train said dogs"), ("SEO", "Museo"), ("car", "Carpets")],
)
def test_a_short_word_is_not_in_a_longer_one(phrase: str, title: str) -> None:
    source = Source(blocks=(f"{phrase} for all",), lang="en", title=title)
    found = Evidence(source, language("en")).of(phrase, is_main=True)
    assert found.missing == ("title",)


def test_nothing_is_missing_in_a_place_that_is_not_there() -> None:
    found = evidence(title="Pots").of("soil", is_main=True)
    assert found.missing == ("title",)


def test_repeated_words_count_each_time() -> None:
    source = Source(blocks=("soil soil soil", "soil"))
    assert Evidence(source, language("en")).of("soil").count == 4


@pytest.mark.parametrize(
    ("lang", "phrase", "words"),
    [
        ("fr", "sécurité informatique", ("securite", "informatique")),
        ("fr", "sécurité informatique", ("sécurité", "informatique")),
        ("de", "grüne Äpfel", ("gruene", "aepfel")),
        ("de", "grüne Äpfel", ("grune", "apfel")),
        ("de", "große Töpfe", ("große", "töpfe")),
    ],
)
def test_addresses_are_spelt_in_several_ways(
    lang: str, phrase: str, words: tuple[str, ...]
) -> None:
    assert evidence(lang, url_words=words).of(phrase).places == ("url",)
    assert evidence(lang, url_words=words[:1]).of(phrase).places == ()


def test_without_spaces_it_is_sought_by_letters() -> None:
    source = Source(
        blocks=("東京の自然言語処理の会社です。自然言語処理とAIを学ぶ。",),
        title="自然言語処理入門",
        h1s=("会社案内",),
        url_words=("自然言語処理",),
    )
    found = Evidence(source, language("ja")).of("自然言語処理", is_main=True)
    assert found == Found(2, ("title", "first_words", "url"), ("h1",))
    assert Evidence(source, language("ja")).of("AI").count == 1


def test_a_latin_word_is_whole_in_them() -> None:
    source = Source(blocks=("emailとaiを学ぶ",))
    assert Evidence(source, language("ja")).of("ai").count == 1


def test_particles_hide_no_korean_word() -> None:
    source = Source(
        blocks=("고양이 사료를 고르는 법",), title="고양이가 먹는 것", lang="ko"
    )
    found = Evidence(source, language("ko")).of("고양이", is_main=True)
    assert found == Found(1, ("title", "first_words"), ())


def test_the_reports_entry(english: Evidence) -> None:
    main = english.entry("blossom end rot", 0.9, is_main=True)
    assert main == {
        "phrase": "blossom end rot",
        "score": 0.9,
        "count": 1,
        "places": [],
        "missing": list(EXPECTED),
    }
    other = english.entry("blossom end rot", 0.9, is_main=False)
    assert other == {**main, "missing": []}


def test_places_are_told_in_one_order() -> None:
    everywhere = evidence(
        title="a pot",
        h1s=("pots",),
        headings=("pot",),
        description="pots",
        link_texts=("pot",),
        alt_texts=("pots",),
        url_words=("pot",),
    )
    assert everywhere.of("pot").places == tuple(
        place for place in PLACES if place != "first_words"
    )


class Counting:
    """A language that counts how often it is asked for a stem."""

    code = "en"

    def __init__(self) -> None:
        self.asked = 0

    def stems(self, words: list[str]) -> list[str]:
        self.asked += len(words)
        return words

    def tokens(self, text: str) -> list[str]:
        return text.split()


def test_each_word_is_stemmed_once() -> None:
    counting = Counting()
    source = Source(blocks=("one two three " * 10_000,), title="one")
    found = Evidence(source, counting)  # type: ignore[arg-type]
    for _ in range(12):
        assert found.of("two three").count == 10_000
    assert counting.asked == 3
