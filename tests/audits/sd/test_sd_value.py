"""sd.value."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sd.value"
LD = (
    '<script type="application/ld+json">{"@context": "https://schema.org", %s}</script>'
)


@pytest.mark.parametrize(
    "item",
    [
        '"@type": "Offer", "price": 12.5, "priceCurrency": "EUR"',
        '"@type": "Offer", "price": "1299.00", "validFrom": "2026-05-04T10:00+02:00"',
        '"@type": "Recipe", "totalTime": "PT1H30M", "recipeYield": "4 servings"',
        '"@type": "CreativeWork", "temporalCoverage": "the fifties"',
        '"@type": "Rating", "ratingValue": 88, "bestRating": 100',
        '"@type": "Rating", "ratingValue": "88%"',
        '"@type": "Library", "openingHours": "Mo-Fr 09:00-17:00"',
    ],
)
def test_it_passes(item: str) -> None:
    assert check(ID, LD % item).outcome == "pass"


@pytest.mark.parametrize(
    ("item", "snippet", "note"),
    [
        ('"datePublished": "4 May 2026"', "datePublished: 4 May 2026", "date of ISO"),
        ('"price": "1,299.00"', "price: 1,299.00", "plain number"),
        ('"price": "€12"', "price: €12", "plain number"),
        ('"priceCurrency": "eur"', "priceCurrency: eur", "ISO 4217"),
        ('"image": "/a.jpg"', "image: /a.jpg", "absolute address"),
        ('"url": ["https://e.org/", "e.org"]', "url: e.org", "absolute address"),
        ('"cookTime": "30 min"', "cookTime: 30 min", "duration of ISO"),
        ('"opens": "9am"', "opens: 9am", "time of ISO"),
        ('"ratingValue": 6', "ratingValue 6 is not within 1–5", "JSON-LD, line 1"),
    ],
)
def test_it_fails(item: str, snippet: str, note: str) -> None:
    result = check(ID, LD % f'"@type": "Thing", "about": {{"@type": "Thing", {item}}}')
    assert result.outcome == "fail"
    (finding,) = result.findings
    assert finding.snippet == snippet
    assert note in finding.note


def test_addresses_of_elements_are_resolved() -> None:
    html = (
        '<div itemscope itemtype="https://schema.org/Thing"><img itemprop=image src=/a>'
    )
    assert check(ID, html).outcome == "pass"


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
