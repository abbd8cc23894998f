"""Microdata by the HTML standard."""

from __future__ import annotations

import pytest

from support.pages import fetched
from webapp.domain.page_resources import DataItem
from webapp.pipeline.parse import parse

THING = 'itemscope itemtype="https://schema.org/Thing"'


def items(html: str) -> tuple[DataItem, ...]:
    return parse(fetched(f"<!doctype html><title>x</title>{html}")).items


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        ("<meta itemprop=p content=' a '>", "a"),
        ("<meta itemprop=p>", ""),
        ("<a itemprop=p href=/x>y</a>", "https://example.com/x"),
        ("<a itemprop=p>y</a>", ""),
        ("<img itemprop=p src=x.png alt=y>", "https://example.com/x.png"),
        ("<object itemprop=p data=/x></object>", "https://example.com/x"),
        ("<video itemprop=p src=/x></video>", "https://example.com/x"),
        ("<data itemprop=p value=7>seven</data>", "7"),
        ("<meter itemprop=p value=0.5>half</meter>", "0.5"),
        ("<time itemprop=p datetime=2026-05-04>May</time>", "2026-05-04"),
        ("<time itemprop=p>2026-05-04</time>", "2026-05-04"),
        ("<span itemprop=p content=7>seven</span>", "7"),
        ("<p itemprop=p>a <b>b</b><script>c</script></p>", "a b"),
        ("<ul itemprop=p><li>a<li>b</ul>", "a b"),
        ("<p itemprop=p>a<br>b", "a b"),
        ("<p itemprop=p hidden>a", "a"),
    ],
)
def test_values(tag: str, value: str) -> None:
    (item,) = items(f"<div {THING}>{tag}</div>")
    assert item.properties == {"p": (value,)}


def test_one_value_may_have_several_names() -> None:
    (item,) = items(f"<div {THING}><b itemprop='name alternateName'>x</b></div>")
    assert item.properties == {"name": ("x",), "alternateName": ("x",)}


def test_inner_items_keep_their_properties() -> None:
    (item,) = items(
        f"<div {THING}><div itemprop=about {THING}><b itemprop=name>in</b></div>"
        "<b itemprop=name>out</b></div>"
    )
    assert item.properties["name"] == ("out",)
    (about,) = item.properties["about"]
    assert isinstance(about, DataItem)
    assert about.properties == {"name": ("in",)}


def test_an_item_inside_that_is_no_property_is_a_top_item() -> None:
    found = items(f"<div {THING}><div {THING}><b itemprop=name>in</b></div></div>")
    assert [item.properties for item in found] == [{}, {"name": ("in",)}]


def test_a_property_that_no_item_holds_is_a_top_item() -> None:
    (item,) = items(f"<div itemprop=offers {THING}><b itemprop=name>x</b></div>")
    assert item.properties == {"name": ("x",)}


def test_references_take_their_element_along() -> None:
    first, second = items(
        f"<div {THING} itemref='a b no'></div><div {THING} itemref=a></div>"
        "<p id=a><b itemprop=name>x</b><p id=b itemprop=name>y"
    )
    assert first.properties == {"name": ("x", "y")}
    assert second.properties == {"name": ("x",)}


def test_references_in_a_circle_end() -> None:
    (item,) = items(
        f"<div {THING} itemref=a></div>"
        f"<div id=a itemprop=about {THING} itemref=b></div>"
        f"<div id=b itemprop=about {THING} itemref=a></div>"
    )
    (a,) = item.properties["about"]
    assert isinstance(a, DataItem)
    (b,) = a.properties["about"]
    assert isinstance(b, DataItem)
    assert b.properties == {}


def test_names_of_other_vocabularies_are_whole() -> None:
    (item,) = items(
        '<div itemscope itemtype="http://data-vocabulary.org/Breadcrumb">'
        "<b itemprop=title>x</b><b itemprop=https://schema.org/name>y</b></div>"
    )
    assert item.types == ("http://data-vocabulary.org/Breadcrumb",)
    assert item.properties == {
        "http://data-vocabulary.org/title": ("x",),
        "name": ("y",),
    }


def test_an_item_may_have_no_type() -> None:
    (item,) = items("<div itemscope><b itemprop=name>x</b></div>")
    assert (item.types, item.properties) == ((), {"name": ("x",)})
