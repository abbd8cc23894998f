"""ans.question-heads."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.audits.question_words import bare, clean_heading, is_question

ID = "ans.question-heads"
ANSWER = "<p>" + "Green tea brews two minutes in hot water. " * 4 + "</p>"


def page(*heads: str, lang: str = "en") -> str:
    return f"<html lang={lang}><main>" + "".join(heads) + "</main>"


def test_it_passes() -> None:
    result = check(
        ID, page("<h2>How long does tea brew?</h2>", ANSWER, "<h3>More</h3>")
    )
    assert result.outcome == "pass"
    assert result.explanation.startswith("1 subheading asks")


def test_it_fails() -> None:
    result = check(ID, page("<h2>Brewing</h2>", ANSWER, "<h2>Tins</h2>", ANSWER))
    assert (result.outcome, result.explanation) == (
        "fail",
        "None of 2 subheadings is a question.",
    )


def test_it_fails_without_any_answer() -> None:
    result = check(ID, page("<h2>How long?</h2><p>Two minutes.</p>"))
    assert result.outcome == "fail"
    assert result.findings[0].snippet == "<h2>How long?"


def test_it_warns_of_some_without_an_answer() -> None:
    heads = ("<h2>How long?</h2>", ANSWER, "<h3>How hot?</h3><p>Hot.</p>")
    result = check(ID, page(*heads))
    assert result.outcome == "warn"
    assert [finding.snippet for finding in result.findings] == ["<h3>How hot?"]


def test_it_does_not_apply() -> None:
    assert check(ID, page("<h1>What is tea?</h1>", ANSWER)).outcome == "na"


def test_headings_of_navigation_do_not_count() -> None:
    html = page("<h2>Brewing</h2>", ANSWER) + "<nav><h2>Who are we?</h2></nav>"
    assert check(ID, html).outcome == "fail"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "How to brew tea"),
        ("en-GB", "2.3. What’s in green tea"),
        ("de", "Wie lange zieht grüner Tee"),
        ("fr", "Comment préparer le thé"),
        ("es", "¿Cuánto tarda el té?"),
        ("es", "Cómo preparar el té"),
        ("it", "Perché bere tè verde"),
        ("pt", "O que é matcha"),
        ("nl", "Hoe zet je thee"),
        ("pl", "Jak parzyć herbatę"),
        ("sv", "Varför dricka te"),
        ("da", "Hvordan brygger man te"),
        ("ru", "Как заваривать чай?"),
        ("ru", "Что такое чай"),
        ("tr", "Yeşil çay nedir"),
        ("ja", "抹茶とは"),
        ("ja", "お茶はなぜ苦いのですか"),
        ("zh", "什么是绿茶"),
        ("zh", "绿茶有什么好处吗"),
        ("ko", "녹차란 무엇인가요"),
        ("ar", "ما هو الشاي؟"),
        ("el", "Τι είναι το τσάι;"),
        ("fi", "Mitä tee on?"),
        ("", "Tea?¶"),
    ],
)
def test_questions(lang: str, text: str) -> None:
    assert is_question(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "What"),
        ("en", "What's new in tea"),
        ("en", "Whatever you like"),
        ("en", "Tea; a history"),
        ("en", ""),
        ("de", "Wasser kochen"),
        ("fi", "Mitä tee on"),
        ("zh", "绿茶的历史"),
        ("da", "Hvis du vil have te"),
    ],
)
def test_no_questions(lang: str, text: str) -> None:
    assert not is_question(text, lang)


def test_numbers_and_signs_of_links_are_taken_off() -> None:
    assert bare("2.3. Why tea?¶") == "Why tea?"
    assert bare("¿Qué es?") == "Qué es?"
    assert clean_heading("What is C#") == "What is C#"
    assert clean_heading("Tea #") == "Tea"
