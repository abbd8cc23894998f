"""Candidates by counting alone."""

from __future__ import annotations

from collections import Counter

from webapp.pipeline.analyze.candidates import Candidate, shortlist, without_repeats
from webapp.pipeline.analyze.evidence import Evidence
from webapp.pipeline.analyze.languages import language
from webapp.pipeline.analyze.source import Source


def found(text: str, lang: str = "en", **parts: object) -> dict[str, Candidate]:
    source = Source(blocks=tuple(text.split("\n")), lang=lang, **parts)  # type: ignore[arg-type]
    listed = shortlist(Evidence(source, language(lang)), 99)
    return {" ".join(one.written): one for one in listed}


def candidate(phrase: str, count: int) -> Candidate:
    return Candidate(tuple(phrase.split()), count, 0, forms=Counter())


def test_candidates_do_not_cross_breaks() -> None:
    phrases = found("Red pots, blue. Big and wide\nlow shelf\nwood").keys()
    assert "Red pots" in phrases
    assert not phrases & {"pots blue", "big wide", "and", "shelf wood"}


def test_inflected_forms_are_one_phrase() -> None:
    one = found("a tomato plant. tomato plants. tomato plants")["tomato plants"]
    assert (one.count, one.alone) == (3, 3)
    assert one.forms[("tomato", "plant")] == 1


def test_a_name_keeps_its_capitals_and_a_sentence_gives_none() -> None:
    phrases = found("Potting soil keeps water. Good potting soil. Search Console. ")
    assert {"potting soil", "Search Console"} <= phrases.keys()


def test_the_usual_form_is_shown() -> None:
    often = found("International. International. international. internationally", "en")
    assert "international" in often
    names = found("Partido. Partido. Partido. partida", "es")
    assert "Partido" in names


def test_alone_counts_whole_runs() -> None:
    phrases = found("garden soil. good garden soil. garden soil")
    assert phrases["garden soil"].alone == 2
    assert phrases["good garden soil"].alone == 1


def test_the_places_of_the_author_raise_a_phrase() -> None:
    text = "clay pots. garden soil."
    assert next(iter(found(text))) == "clay pots"
    assert next(iter(found(text, title="Garden soil"))) == "garden soil"
    assert next(iter(found(text, url_words=("garden", "soil")))) == "garden soil"


def test_an_earlier_phrase_is_better() -> None:
    filler = ". the " * 300
    listed = list(found(f"clay pots{filler}garden soil"))
    assert listed.index("clay pots") < listed.index("garden soil")


def test_phrases_without_spaces() -> None:
    source = Source(blocks=("番茄植物需要阳光。番茄植物需要水。",), lang="zh")
    evidence = Evidence(source, language("zh"))
    joined = [evidence.language.join(one.written) for one in shortlist(evidence, 9)]
    assert "番茄植物" in joined


def test_a_part_is_dropped_unless_it_stands_on_its_own() -> None:
    potting, soil = candidate("potting soil", 3), candidate("soil", 3)
    assert without_repeats([potting, soil], 9) == [potting]
    assert without_repeats([soil, potting], 9) == [soil]
    often = candidate("soil", 5)
    assert without_repeats([potting, often], 9) == [potting, often]
    assert without_repeats([potting, often], 1) == [potting]


def test_a_word_said_twice_is_no_phrase() -> None:
    assert list(found("potato potato potato potato")) == ["potato"]


def test_what_stands_once_in_running_text_may_be_a_piece_of_a_sentence() -> None:
    text = "Dutch oven keeps steam. Dutch oven bread."
    phrases = found(text, title="Steam")
    assert phrases["Dutch oven"].is_telling
    assert phrases["steam"].is_telling
    assert not phrases["Dutch oven keeps"].is_telling


def test_a_piece_of_a_sentence_adds_nothing_to_what_it_holds() -> None:
    oven, piece = candidate("dutch oven", 2), candidate("dutch oven keeps", 1)
    assert without_repeats([oven, piece], 9) == [oven]
    piece.places = ("title",)
    assert without_repeats([oven, piece], 9) == [oven, piece]
