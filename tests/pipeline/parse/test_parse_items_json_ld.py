"""JSON-LD: contexts, graphs, references, values."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.pages import fetched
from webapp.domain.page_resources import DataItem
from webapp.pipeline.parse import parse

ORG = "https://schema.org"


def items(*values: Any) -> tuple[DataItem, ...]:
    blocks = (
        f'<script type="application/ld+json">{json.dumps(value)}</script>'
        for value in values
    )
    return parse(fetched("<!doctype html>" + "\n".join(blocks))).items


def one(value: Any) -> DataItem:
    (item,) = items(value)
    return item


def inner(item: DataItem, name: str) -> DataItem:
    (value,) = item.properties[name]
    assert isinstance(value, DataItem)
    return value


@pytest.mark.parametrize(
    "context",
    [
        "https://schema.org",
        "http://schema.org/",
        "http://www.schema.org",
        "//schema.org",
        "schema.org",
        "https://schema.org/docs/jsonldcontext.jsonld",
        ["https://schema.org", {"@language": "en"}],
        ["https://www.w3.org/ns/activitystreams", "https://schema.org"],
        ["https://schema.org", "https://w3id.org/security/v1"],
        {"@vocab": "http://schema.org/"},
    ],
)
def test_a_context_of_schema_org_leaves_names_short(context: Any) -> None:
    item = one({"@context": context, "@type": "Product", "name": "Shoe"})
    assert item.types == ("Product",)
    assert item.properties == {"name": ("Shoe",)}
    assert "schema.org" in item.context


@pytest.mark.parametrize(
    ("context", "kind", "name"),
    [
        ({"s": "http://schema.org/"}, "s:Product", "s:name"),
        ({"P": "https://schema.org/Product", "n": {"@id": "schema:name"}}, "P", "n"),
        ({}, "https://schema.org/Product", "http://schema.org/name"),
    ],
)
def test_prefixes_and_aliases_are_resolved(context: Any, kind: str, name: str) -> None:
    item = one({"@context": context, "@type": kind, name: "Shoe"})
    assert (item.types, item.properties) == (("Product",), {"name": ("Shoe",)})


def test_keywords_may_have_other_names() -> None:
    context = {"@vocab": ORG, "kind": "@type", "key": "@id"}
    item = one({"@context": context, "kind": "Product", "key": "#a", "name": "Shoe"})
    assert (item.types, item.id) == (("Product",), "https://example.com/page#a")
    aliased = one({"@context": ORG, "type": "Product", "id": "#a", "name": "Shoe"})
    assert (aliased.types, aliased.id) == (item.types, item.id)


def test_odd_prefixes_break_nothing() -> None:
    context = {"@vocab": ORG, "t": "@type", "n": 5}
    item = one({"@context": context, "@type": "Thing", "t:x": 1, "n": 2, "u:v": 3})
    assert item.properties == {"t:x": (1,), "n": (2,), "u:v": (3,)}


def test_nodes_without_an_address_refer_to_each_other() -> None:
    first, second = items(
        [
            {"@context": ORG, "@type": "Article", "author": {"@id": "_:ada"}},
            {"@context": ORG, "@type": "Person", "@id": "_:ada", "name": "Ada"},
        ]
    )
    assert inner(first, "author").properties == {"name": ("Ada",)}
    assert second.id == ""


def test_other_vocabularies_are_whole_addresses() -> None:
    item = one({"@context": "https://example.org/v#", "@type": "Cat", "purrs": True})
    assert item.types == ("https://example.org/v#Cat",)
    assert item.properties == {"https://example.org/v#purrs": (True,)}


def test_without_a_context_names_stay_and_it_is_said() -> None:
    item = one({"@type": "Product", "name": "Shoe"})
    assert (item.types, item.context) == (("Product",), "")


def test_an_inner_context_holds_inside_only() -> None:
    item = one(
        {
            "@context": ORG,
            "@type": "Thing",
            "about": {"@context": {"@vocab": "https://e.org/"}, "@type": "Cat"},
            "name": "x",
        }
    )
    assert inner(item, "about").types == ("https://e.org/Cat",)
    assert item.properties["name"] == ("x",)


def test_graphs_and_lists_are_top_items() -> None:
    graph = {"@context": ORG, "@graph": [{"@type": "Person"}, {"@type": "WebPage"}]}
    assert [item.types for item in items(graph)] == [("Person",), ("WebPage",)]
    listed = [{"@context": ORG, "@type": "Person"}, [{"@type": "WebPage"}], 7, None]
    assert [item.types for item in items(listed)] == [("Person",), ("WebPage",)]


def test_a_graph_may_have_an_item_around_it() -> None:
    value = {"@context": ORG, "@type": "WebSite", "@graph": [{"@type": "Person"}]}
    assert [item.types for item in items(value)] == [("WebSite",), ("Person",)]


def test_references_lead_across_blocks() -> None:
    first, second = items(
        {"@context": ORG, "@type": "Article", "author": {"@id": "#ada"}},
        {"@context": ORG, "@type": "Person", "@id": "#ada", "name": "Ada"},
    )
    assert inner(first, "author").properties == second.properties


def test_a_reference_to_nothing_is_its_address() -> None:
    item = one({"@context": ORG, "@type": "Article", "author": {"@id": "/ada"}})
    assert item.properties["author"] == ("https://example.com/ada",)


def test_references_in_a_circle_end() -> None:
    graph = [
        {"@type": "Article", "@id": "#a", "author": {"@id": "#b"}},
        {"@type": "Person", "@id": "#b", "subjectOf": {"@id": "#a"}},
    ]
    article, _ = items({"@context": ORG, "@graph": graph})
    person = inner(article, "author")
    assert person.properties["subjectOf"] == ("https://example.com/page#a",)


def test_what_is_said_of_one_id_in_two_blocks_belongs_together() -> None:
    item = one(
        [
            {"@context": ORG, "@type": "Product", "@id": "#p", "name": "Shoe"},
            {"@context": ORG, "@type": "Product", "@id": "#p", "sku": "7"},
        ]
    )
    assert item.properties == {"name": ("Shoe",), "sku": ("7",)}


def test_one_id_for_things_of_different_types_keeps_them_apart() -> None:
    page, article = items(
        [
            {"@context": ORG, "@type": "WebPage", "@id": "#p", "name": "Page"},
            {"@context": ORG, "@type": "Article", "@id": "#p", "headline": "Head"},
        ]
    )
    assert (page.types, article.types) == (("WebPage",), ("Article",))
    assert "headline" not in page.properties


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"@value": "Schuh", "@language": "de"}, ("Schuh",)),
        ({"@value": 4.5}, (4.5,)),
        ({"@list": ["a", ["b"]]}, ("a", "b")),
        ({"@set": [1, True, None]}, (1, True)),
        (["  a  ", "a"], ("a", "a")),
        ("", ("",)),
    ],
)
def test_values(value: Any, expected: tuple[object, ...]) -> None:
    item = one({"@context": ORG, "@type": "Thing", "name": value})
    assert item.properties["name"] == expected


def test_null_and_keywords_are_no_properties() -> None:
    item = one({"@context": ORG, "@type": "Thing", "name": None, "@reverse": {}})
    assert item.properties == {}


@pytest.mark.parametrize(
    "value", [7, "x", None, [], {}, {"@context": ORG}, [[[]]], {"name": None}]
)
def test_what_says_nothing_is_no_item(value: Any) -> None:
    assert items(value) == ()


def test_odd_types_and_ids_break_nothing() -> None:
    item = one({"@context": [7, None, ORG], "@type": [1, "Thing", ""], "@id": 5})
    assert (item.types, item.id) == (("Thing",), "")
