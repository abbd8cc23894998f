"""content.words."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "content.words"


def main(words: int, more: str = "") -> str:
    return f"<main><p>{'word ' * words}</p>{more}</main>"


@pytest.mark.parametrize("html", [main(300), "<main>" + "日本語の文章です" * 100])
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize("words", [200, 299])
def test_it_warns(words: int) -> None:
    assert check(ID, main(words)).outcome == "warn"


@pytest.mark.parametrize(
    "more", ["", "<textarea></textarea>", "<input type=email>", "<img src=a>" * 11]
)
def test_it_fails(more: str) -> None:
    result = check(ID, main(199, more))
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.explanation == "The main content has 199 words."


def test_a_form_for_comments_makes_no_contact_page() -> None:
    form = (
        "<meta property=og:type content=article><textarea></textarea><input type=email>"
    )
    assert check(ID, main(100, form)).outcome == "fail"


@pytest.mark.parametrize(
    ("path", "more", "kind"),
    [
        ("/contact", "", "contact"),
        ("/de/Kontakt.html", "", "contact"),
        ("/privacy_policy/", "", "legal"),
        ("/impressum", "", "legal"),
        ("/x", "<input type=password>", "login"),
        ("/x", "<textarea></textarea><input type=email>", "contact"),
        ("/portfolio/garden", "", "gallery"),
        ("/x", "<img src=a>" * 12, "gallery"),
    ],
)
def test_it_does_not_apply(path: str, more: str, kind: str) -> None:
    result = check(ID, main(50, more), url=f"https://example.com{path}")
    assert result.outcome == "na"
    assert kind in result.explanation


def test_a_long_text_passes_on_any_page() -> None:
    assert check(ID, main(400), url="https://example.com/contact").outcome == "pass"
