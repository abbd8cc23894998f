"""What of a page is evidence for keyphrases."""

from __future__ import annotations

import pytest

from support.pages import fetched
from webapp.pipeline.analyze import Source, source_of
from webapp.pipeline.analyze.source import url_words
from webapp.pipeline.parse import parse


def source(html: str) -> Source:
    return source_of(parse(fetched(html)))


def test_title_headings_description_links_and_images_are_evidence() -> None:
    found = source(
        "<html lang=en><title>Tomato plants</title>"
        "<meta name=description content='How to grow them'><main><h1>Tomatoes</h1>"
        "<h2>Pots</h2><p>Use <a href=/soil>potting soil</a>. <img src=x alt='A pot'>"
        "<h2 hidden>Gone</h2></main>"
    )
    assert (found.title, found.description) == ("Tomato plants", "How to grow them")
    assert (found.h1s, found.headings) == (("Tomatoes",), ("Pots",))
    assert (found.link_texts, found.alt_texts) == (("potting soil",), ("A pot",))
    assert found.text == "Tomatoes\nPots\nUse potting soil."
    assert found.lang == "en"


def test_navigation_code_and_buttons_are_none() -> None:
    found = source(
        "<nav><a href=/>Home page</a></nav><main><p>Install it.<pre>import webapp</pre>"
        "<button>Copy code</button></main><footer>Imprint</footer>"
    )
    assert found.blocks == ("Install it.",)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/sharer/sharer.php?u=x",
        "https://twitter.com/intent/tweet?url=x",
        "https://wa.me/?text=x",
        "mailto:?subject=x",
    ],
)
def test_what_shares_the_page_is_none(url: str) -> None:
    found = source(
        f"<main><p>Tomatoes.</p><ul><li><a href='{url}'>Opens in new window</a></ul>"
    )
    assert (found.blocks, found.link_texts) == (("Tomatoes.",), ())


def test_a_link_to_a_profile_is_content() -> None:
    found = source("<main><p><a href=https://facebook.com/tomatoes>Tomatoes</a></main>")
    assert found.blocks == ("Tomatoes",)


def test_the_language_is_that_of_the_text_not_that_of_the_tag() -> None:
    text = "Die Tomaten auf dem Balkon brauchen einen Topf und gute Erde. " * 5
    assert source(f"<html lang=en><main><p>{text}</main>").lang == "de"
    assert source("<html lang=pt-BR><main><p>42</main>").lang == "pt"


def test_the_words_of_an_address() -> None:
    url = "https://www.example.com/en/garten-tipps/gute%20Erde_2/index.html?a=b"
    assert url_words(url) == ("garten", "tipps", "gute", "erde")


def test_the_beginning_is_bounded() -> None:
    found = Source(blocks=("word " * 1000,), title="Title", description="")
    assert found.beginning(20) == "Title\nword word word"


def test_a_label_that_is_repeated_counts_once() -> None:
    found = source("<main><p>Advertisement<p>Tomatoes.<p>Advertisement</main>")
    assert found.blocks == ("Advertisement", "Tomatoes.")


def test_buttons_without_a_space_between_are_no_content() -> None:
    buttons = "<button>Accept all</button><button>Reject all</button>"
    found = source(f"<div>{buttons}</div><p>Tomatoes in pots.</p>")
    assert found.blocks == ("Tomatoes in pots.",)


@pytest.mark.parametrize(
    "named", ["id=onetrust-banner-sdk", "class='site cookie-notice'", "id=gdpr"]
)
def test_what_asks_for_consent_is_no_content(named: str) -> None:
    found = source(f"<div {named}><p>We use cookies.</div><p>Tomatoes in pots.")
    assert found.blocks == ("Tomatoes in pots.",)


@pytest.mark.parametrize("named", ["class=cookie-recipes", "id=cookies"])
def test_a_page_about_cookies_is_content(named: str) -> None:
    found = source(f"<div {named}><p>Butter cookies.</div>")
    assert found.blocks == ("Butter cookies.",)


def test_what_holds_the_headings_is_content_whatever_it_is_called() -> None:
    found = source("<div class=has-cookie-banner><h1>Tomatoes</h1><p>In pots.</div>")
    assert found.blocks == ("Tomatoes", "In pots.")
