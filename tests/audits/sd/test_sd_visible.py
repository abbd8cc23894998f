"""sd.visible."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sd.visible"
LD = (
    '<script type="application/ld+json">{"@context": "https://schema.org", %s}</script>'
)
TEXT = "<p>" + "Some words that stand on every page and say little. " * 8
SHOE = '"@type": "Product", "name": "Blue shoe"'


def faq(question: str, answer: str) -> str:
    return (
        f'"@type": "FAQPage", "mainEntity": {{"@type": "Question", "name": "{question}",'
        f'"acceptedAnswer": {{"@type": "Answer", "text": "{answer}"}}}}'
    )


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        (SHOE, "<h1>BLUE  <b>Shoe</b></h1>"),
        (SHOE, "<h1>Blue-shoe</h1>"),
        ('"@type": "NewsArticle", "headline": "Ten tips for balcony growers"',
         "<h1>Ten tips for the balcony growers</h1>"),
        (faq("Why?", "<p>Because of <b>that</b>.</p>"), "<h2>Why?</h2>Because of that."),
        ('"@type": "Article", "headline": "日本語の見出し"', "<h1>日本語の見出し</h1>"),
        ('"@type": "Article", "headline": "Cafe\u0301"', "<h1>Café</h1>"),
        ('"@type": "Recipe", "name": "Tom &amp; Soup"', "<h1>Tom &amp;amp; Soup</h1>"),
    ],
)  # fmt: skip
def test_it_passes(item: str, shown: str) -> None:
    assert check(ID, LD % item + shown + TEXT).outcome == "pass"


@pytest.mark.parametrize(
    ("price", "shown"),
    [
        ('"1299.00"', "€ 1.299,00"),
        ('"1299.00"', "1,299.00 USD"),
        ("1299", "1 299 €"),
        ("1299", "1'299.–"),
        ("1299.5", "1.299,50"),
        ("12.5", "$12.50"),
        ("0", "free"),
        ("49", "from 49 to 59"),
        ("49", "49 99"),
    ],
)
def test_prices_are_found_however_written(price: str, shown: str) -> None:
    offer = f'"offers": {{"@type": "Offer", "price": {price}}}'
    html = LD % f"{SHOE}, {offer}" + f"<h1>Blue shoe</h1><p>{shown}</p>" + TEXT
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    ("item", "shown", "snippet"),
    [
        (SHOE, "<h1>Red boot</h1>", "Blue shoe"),
        (SHOE, "<h1 hidden>Blue shoe</h1>", "Blue shoe"),
        (SHOE + ', "offers": {"@type": "Offer", "price": "49.90"}',
         "<h1>Blue shoe</h1>59.90", "49.90"),
        (faq("Why?", "Nobody ever knew it"), "<h2>Why?</h2>", "Nobody ever knew it"),
    ],
)  # fmt: skip
def test_it_fails(item: str, shown: str, snippet: str) -> None:
    result = check(ID, LD % item + shown + TEXT)
    assert result.outcome == "fail"
    assert [finding.snippet for finding in result.findings] == [snippet]


def test_it_does_not_apply() -> None:
    assert check(ID, TEXT).outcome == "na"
    assert (
        check(ID, LD % '"@type": "Organization", "name": "Acme"' + TEXT).outcome == "na"
    )
    assert check(ID, LD % SHOE + "<div id=root></div>").outcome == "na"
