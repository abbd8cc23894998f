"""Which headings are asked: what somebody could type who has not seen the page."""

from __future__ import annotations

import time

import pytest

from webapp.pipeline.passages.askable import asks_alone, leans_on_page


@pytest.mark.parametrize(
    "heading",
    [
        "How long does a roof inspection take?",
        "How to choose a tree service",
        "2.3. Do I need a permit to cut down an oak?",
        "Are you licensed and insured?",
        "Do we need non-standalone Wasm?",
        "Why we need client-side tracking",
        "Why we dream",
        "What is the deadline this year?",
        "How do US taxes work?",
        "What does shipping to US addresses cost?",
        "Planning permission: do I need it?",
        "Planning a wedding: where do I start?",
        "A page just hangs. Why is this?",
        "How much does it slow me down? This has to add time.",
        "Why do we sleep?",
        "How does caffeine affect our sleep?",
        "How do people meet these days?",
        "What is the tax credit for those over 65?",
        "What does the this keyword mean?",
        "What's SEO?",
        "What is diesel?",
    ],
)
def test_what_anybody_may_ask_is_asked(heading: str) -> None:
    assert asks_alone(heading, "en")


@pytest.mark.parametrize(
    "heading",
    [
        "Why?",
        "What now?",
        "How do I …?",
        "Tea tins",
        "What is it for?",
        "How does it work?",
        "How to get started",
        "What happens next?",
        "How much does it cost?",
        "Ready to talk about your case?",
        "Don’t have an account?",
        "Have more questions?",
        "Do you have any questions for the team?",
        "Would you like to know more?",
        "Not sure which of them your house needs?",
        "Are you looking for a new roof?",
        "Did you know that oaks are protected?",
        "Why Plano drivers choose us",
        "WHY CHOOSE US?",
        "Where to find us in Plano",
        "How can we help you today?",
        "How our process works",
        "What is new in version 2.0 of our app?",
        "What we do for Noble",
        "What services do we offer?",
        "What Plano homeowners are saying",
        "What you’ll learn about taxes",
        "Why is this a hard problem?",
        "How do these relate to each other?",
    ],
)
def test_what_the_page_asks_or_says_of_itself_is_not(heading: str) -> None:
    assert not asks_alone(heading, "en")


@pytest.mark.parametrize(
    ("lang", "asked", "left_out"),
    [
        ("de", "Wie lange ist Tee haltbar?", "Noch Fragen zum Versand?"),
        ("de", "Warum schlafen wir nachts?", "Warum wir Tee lieben"),
        ("de", "Wie funktioniert unser Gehirn?", "Wie funktioniert unser Versand?"),
        ("de", "Was kostet der Versand dieses Jahr?", "Für wen ist dieser Kurs?"),
        ("de", "Was ist eine Allergie?", "Was kostet es?"),
        ("de", "Was ist ein Diesel?", "Wie können wir Ihnen helfen?"),
        ("fr", "Est-ce que le thé se conserve ?", "Besoin d’un devis gratuit ?"),
        ("fr", "Est-ce dangereux de boire du thé ?", "Où nous trouver à Lyon ?"),
        ("fr", "Pourquoi dormons-nous la nuit ?", "Pourquoi nous choisir maintenant ?"),
        ("fr", "Pourquoi Notre-Dame a-t-elle brûlé ?", "Quelle est notre histoire ?"),
        ("fr", "Qu’est-ce que le thé ?", "À qui s’adresse ce cours ?"),
        ("es", "¿Qué es el té verde?", "¿Necesitas ayuda con tu pedido?"),
        ("es", "¿Por qué dormimos de noche?", "¿Por qué elegir nuestra tienda?"),
        ("es", "¿Cuánto cuesta el envío este año?", "¿Para quién es este curso?"),
        ("zh", "什么是绿茶？", "如何？"),
        ("tr", "Çay nedir?", "Neden?"),
        ("it", "Come si prepara il tè?", "Perché?"),
    ],
)
def test_other_languages(lang: str, asked: str, left_out: str) -> None:
    assert asks_alone(asked, lang)
    assert not asks_alone(left_out, lang)


@pytest.mark.parametrize("part", ["our ", "a.b ", "this year ", "planning a ", " " * 9])
def test_a_hostile_heading_costs_little(part: str) -> None:
    started = time.process_time()
    for code in ("en", "de", "fr", "es"):
        leans_on_page(part * 5000, code)
        asks_alone(part * 5000 + "?", code)
    assert time.process_time() - started < 2
