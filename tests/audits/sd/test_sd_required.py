"""sd.required."""

from __future__ import annotations

from support.pages import check

ID = "sd.required"
LD = (
    '<script type="application/ld+json">{"@context": "https://schema.org", %s}</script>'
)
RECIPE = '"@type": "Recipe", "name": "Soup", "image": "https://example.com/a.jpg"'


def test_it_passes() -> None:
    result = check(ID, LD % RECIPE)
    assert result.outcome == "pass"
    assert result.explanation == "1 rich result with all that is required."


def test_it_fails() -> None:
    result = check(ID, LD % '"@type": "Recipe", "name": "Soup"' + LD % RECIPE)
    assert result.outcome == "fail"
    assert result.explanation == "1 of 2 rich results lacks something."
    (finding,) = result.findings
    assert finding.snippet == 'Recipe "Soup"'
    assert finding.note == "Recipe: missing image (JSON-LD, line 1)"


def test_subtypes_count() -> None:
    assert check(ID, LD % '"@type": "Bakery", "name": "x"').outcome == "fail"


def test_it_warns_of_ratings_of_oneself() -> None:
    rating = '{"@type": "AggregateRating", "ratingValue": 5, "reviewCount": 9}'
    business = (
        f'"@type": "Bakery", "name": "x", "address": "y", "aggregateRating": {rating}'
    )
    result = check(ID, LD % business)
    assert result.outcome == "warn"
    assert "on its own site" in result.findings[0].note


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
    assert check(ID, LD % '"@type": "PostalAddress"').outcome == "na"
    assert check(ID, LD % '"@type": "FAQPage"').outcome == "na"
