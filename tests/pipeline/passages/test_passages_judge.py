"""Whether a passage stands alone."""

from __future__ import annotations

import pytest

from webapp.pipeline.passages import Query
from webapp.pipeline.passages.judge import NOT_JUDGED, dangling_word, judge

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
