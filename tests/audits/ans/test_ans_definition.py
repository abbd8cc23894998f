"""ans.definition."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.audits.statements import defines, first_sentence, sentences

ID = "ans.definition"
GOOD = "<p>Matcha is a powder of green tea leaves that are ground between stones."
BAD = "<p>It is a powder that people have liked for a very long time now."


def page(*parts: str, lang: str = "en") -> str:
    return f"<html lang={lang}><main>{''.join(parts)}</main>"


def test_it_passes() -> None:
    result = check(ID, page("<h1>Matcha</h1>", GOOD))
    assert result.outcome == "pass"
    assert result.explanation.startswith("Below “<h1>Matcha”: Matcha is a powder")


def test_it_passes_below_a_later_h2() -> None:
    html = page("<h1>Tea</h1>", BAD, "<h2>Matcha</h2>", "<p>Well. Really. ", GOOD[3:])
    assert check(ID, html).outcome == "pass"


def test_a_byline_is_no_paragraph() -> None:
    assert check(ID, page("<h1>Matcha</h1><p>By Ann Li", GOOD)).outcome == "pass"


def test_it_fails() -> None:
    result = check(ID, page("<h1>Matcha</h1>", BAD, "<h3>Matcha</h3>", GOOD))
    assert result.outcome == "fail"
    assert result.findings[0].note.startswith("It is a powder")


@pytest.mark.parametrize(
    "html",
    [
        page(GOOD),
        page("<h1>Matcha</h1><p>By Ann Li"),
        page("<h1>Matcha</h1>", GOOD, lang="fi"),
    ],
)
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "The term “umami” refers to a taste."),
        ("en", "Green teas are leaves that were not oxidised."),
        ("de", "Matcha ist ein Pulver aus Grüntee."),
        ("de", "Unter Matcha versteht man gemahlenen Grüntee."),
        ("fr", "Le matcha est une poudre de thé vert."),
        ("es", "El matcha es un polvo de té verde."),
        ("it", "Il matcha è una polvere di tè verde."),
        ("pt", "O matcha é um pó de chá verde."),
        ("nl", "Matcha is een poeder van groene thee."),
        ("pl", "Matcha to proszek z zielonej herbaty."),
        ("sv", "Matcha är ett pulver av grönt te."),
        ("da", "Matcha er et pulver af grøn te."),
        ("ru", "Матча — это порошок зелёного чая."),
        ("tr", "Matcha, yeşil çaydan yapılan bir tozdur."),
        ("ja", "抹茶とは、緑茶を挽いた粉です。"),
        ("zh", "抹茶是一种绿茶粉。"),
        ("ko", "말차는 녹차를 갈아 만든 가루입니다."),
    ],
)
def test_definitions(lang: str, sentence: str) -> None:
    assert defines(sentence, lang)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "This is a powder."),
        ("en", "There are many teas."),
        ("en", "The leaves are dried in the sun."),
        ("en", "Tea is good."),
        ("en", "Most improvements are made by hand."),
        ("en", "Leaves are also dried."),
        ("de", "Bei dieser Sorte ist das erste Blatt zu klein."),
        ("de", "Das ist ein Pulver."),
        ("fr", "C’est une poudre."),
        ("fi", "Matcha on jauhe."),
        ("en", ""),
    ],
)
def test_no_definitions(lang: str, sentence: str) -> None:
    assert not defines(sentence, lang)


def test_sentences_end_where_they_end() -> None:
    assert first_sentence("Dr. Li came on 2. May, e.g. by train. Then") == (
        "Dr. Li came on 2. May, e.g. by train."
    )
    assert list(sentences("お茶です。水です。")) == ["お茶です。", "水です。"]
    assert list(sentences("One! Two? three")) == ["One!", "Two?", "three"]
    assert first_sentence("") == ""
