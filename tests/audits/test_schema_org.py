"""schema.org's vocabulary and the codes of currencies."""

from __future__ import annotations

import json

import pytest

from webapp.audits.schema_org import (
    FOLDER,
    currencies,
    has_property,
    is_a,
    is_property,
    is_type,
    type_meant,
    value_types,
    vocabulary,
)


def test_the_files_say_where_they_are_from() -> None:
    for name in ("schema_org.json", "currencies.json"):
        data = json.loads((FOLDER / name).read_text())
        assert data["source"].startswith("https://")
        assert data["version"]
        assert data["retrieved"] >= "2026-11-24"


def test_the_vocabulary_is_whole() -> None:
    known = vocabulary()
    assert known.version == "30.0"
    assert len(known.types) > 900
    assert len(known.properties) > 1500
    assert known.members["InStock"] == "ItemAvailability"
    above = {name for parents in known.types.values() for name in parents}
    assert above <= set(known.types)


@pytest.mark.parametrize(
    ("kind", "wanted", "expected"),
    [
        ("Bakery", "LocalBusiness", True),
        ("LocalBusiness", "Organization", True),
        ("BlogPosting", "Article", True),
        ("Organization", "LocalBusiness", False),
        ("Unknown", "Thing", False),
        ("Unknown", "Unknown", True),
    ],
)
def test_supertypes(kind: str, wanted: str, expected: bool) -> None:
    assert is_a([kind], wanted) is expected


def test_properties() -> None:
    assert has_property(["Bakery"], "priceRange")
    assert not has_property(["Person"], "priceRange")
    assert has_property(["Bakery", "Product"], "sku")
    assert is_property("query-input")
    assert not is_property("headlines")
    assert "Duration" in value_types("duration")
    assert value_types("headlines") == frozenset()


def test_types_are_written_in_one_way() -> None:
    assert is_type("LocalBusiness")
    assert not is_type("localbusiness")
    assert type_meant("localbusiness") == "LocalBusiness"
    assert type_meant("Articel") == ""


def test_currencies() -> None:
    assert {"EUR", "USD", "JPY"} <= currencies()
    assert not {"eur", "€", "EURO"} & currencies()
