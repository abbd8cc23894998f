"""What structured data says that visitors should see."""

from __future__ import annotations

from support.structured import item
from webapp.audits.structured_claims import Claim, ShownText, claims


def claim(text: str) -> Claim:
    return Claim(text, "headline", "JSON-LD, line 1")


def test_only_texts_with_words_are_claims() -> None:
    articles = [
        item({"@type": "Article", "headline": headline})
        for headline in ("A head", "<b>Bold</b>", "…", 7, "")
    ]
    assert [found.text for found in claims(articles)] == ["A head", "Bold"]


def test_questions_may_be_texts() -> None:
    faq = {"@type": "FAQPage", "mainEntity": ["Why?"]}
    assert claims([item(faq)]) == []


def test_a_free_product_claims_no_price() -> None:
    product = {"@type": "Product", "offers": {"@type": "Offer", "price": 0}}
    assert claims([item(product)]) == []


def test_claims_are_cut() -> None:
    many = [item({"@type": "Article", "headline": f"Head {n}"}) for n in range(200)]
    assert len(claims(many)) == 100


def test_of_a_long_text_the_beginning_counts() -> None:
    text = "Growing tomatoes on a small balcony is easy. " * 3
    assert ShownText(text).has(claim(text + "and this is nowhere"))


def test_four_fifths_of_the_words_are_enough() -> None:
    shown = ShownText("one two three four and more")
    assert shown.has(claim("one two three four five"))
    assert not shown.has(claim("one two three six seven"))
