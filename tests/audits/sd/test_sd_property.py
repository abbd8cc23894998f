"""sd.property."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sd.property"
ITEM = '<div itemscope itemtype="https://schema.org/%s"><b itemprop="%s">x</b></div>'


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("Article", "headline"),
        ("Bakery", "priceRange"),
        ("Bakery", "name"),
        ("SearchAction", "query-input"),
        ("Article", "https://e.org/mood"),
        ("Bakery https://schema.org/Product", "sku"),
        ("OrganizationRole", "member"),
    ],
)
def test_it_passes(kind: str, name: str) -> None:
    html = ITEM % (kind, name) + ITEM % ("Thing", "name")
    assert check(ID, html).outcome == "pass"


def test_an_additional_type_brings_its_properties() -> None:
    html = (
        '<div itemscope itemtype="https://schema.org/TouristAttraction">'
        '<link itemprop=additionalType href="https://schema.org/Event">'
        "<time itemprop=startDate>2026-05-04</time></div>"
    )
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    ("kind", "name", "note"),
    [
        ("Article", "headlines", "schema.org has no such property, used in Article"),
        ("Article", "Headline", "schema.org has no such property"),
        ("Person", "priceRange", "a property of other types, used in Person"),
    ],
)
def test_it_fails(kind: str, name: str, note: str) -> None:
    result = check(ID, ITEM % (kind, name) * 3)
    assert result.outcome == "fail"
    (finding,) = result.findings
    assert finding.snippet == name
    assert note in finding.note


@pytest.mark.parametrize("kind", ["Articel", "../Article", ""])
def test_it_does_not_apply(kind: str) -> None:
    assert check(ID, ITEM % (kind, "headlines")).outcome == "na"
    assert check(ID, "<p>x").outcome == "na"
