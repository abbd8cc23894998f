"""RDFa Lite."""

from __future__ import annotations

import pytest

from support.pages import fetched
from webapp.domain.page_resources import DataItem
from webapp.pipeline.parse import parse

VOCAB = 'vocab="https://schema.org/"'


def items(html: str) -> tuple[DataItem, ...]:
    return parse(fetched(f"<!doctype html><title>x</title>{html}")).items


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        ("<meta property=p content=' a '>", "a"),
        ("<a property=p href=/x>y</a>", "https://example.com/x"),
        ("<a property=p href=/x content=z>y</a>", "z"),
        ("<a property=p resource=/r href=/x>y</a>", "https://example.com/r"),
        ("<img property=p src=x.png>", "https://example.com/x.png"),
        ("<time property=p datetime=2026-05-04>May</time>", "2026-05-04"),
        ("<data property=p value=7>seven</data>", "7"),
        ("<p property=p>a <b>b</b></p>", "a b"),
        ("<p property='p https://schema.org/p'>a</p>", "a"),
    ],
)
def test_values(tag: str, value: str) -> None:
    (item,) = items(f"<div {VOCAB} typeof=Thing>{tag}</div>")
    assert item.properties == {"p": (value,)}


@pytest.mark.parametrize(
    "html",
    [
        '<div vocab="http://schema.org" typeof=Thing><b property=name>x</b></div>',
        "<div typeof=schema:Thing><b property=schema:name>x</b></div>",
        '<div prefix="s: https://schema.org/" typeof=s:Thing><b property=s:name>x</b>',
        '<div typeof="https://schema.org/Thing"><b property="http://schema.org/name">x',
        f"<body {VOCAB}><p><i typeof=Thing><b property=name>x</b></i>",
    ],
)
def test_ways_to_name_the_vocabulary(html: str) -> None:
    (item,) = items(html)
    assert (item.types, item.properties) == (("Thing",), {"name": ("x",)})


def test_other_vocabularies_are_whole_addresses() -> None:
    (item,) = items(
        f'<div {VOCAB} prefix="e: https://e.org/" typeof="e:Cat">'
        "<b property='og:title'>x</b></div>"
    )
    assert item.types == ("https://e.org/Cat",)
    assert item.properties == {"http://ogp.me/ns#title": ("x",)}


def test_an_empty_vocab_ends_it() -> None:
    assert items(f"<div {VOCAB}><p vocab='' typeof=Thing property=x>a</p></div>") == ()


def test_properties_outside_of_an_item_are_the_pages() -> None:
    (item,) = items(f"<body {VOCAB}><b property=name>x</b><i typeof=Thing></i>")
    assert item.properties == {}


def test_an_item_of_the_page_is_a_top_item() -> None:
    (item,) = items(f"<body {VOCAB}><b property=about typeof=Thing>x</b>")
    assert item.types == ("Thing",)


def test_a_link_to_an_item_holds_it() -> None:
    html = "<a property=author href='#a'>A</a>"
    article, _ = items(
        f"<div {VOCAB}><div typeof=Article>{html}</div>"
        "<p typeof=Person resource='#a'><b property=name>Ada</b></div>"
    )
    (author,) = article.properties["author"]
    assert isinstance(author, DataItem)
    assert author.properties == {"name": ("Ada",)}


def test_links_in_a_circle_end() -> None:
    first, _ = items(
        f"<div {VOCAB}><div typeof=Thing resource='#a'><a property=about href='#b'></a>"
        "</div><div typeof=Thing resource='#b'><a property=about href='#a'></a></div>"
    )
    (second,) = first.properties["about"]
    assert isinstance(second, DataItem)
    assert second.properties == {"about": ("https://example.com/page#a",)}


def test_what_is_said_of_one_address_belongs_together() -> None:
    (item,) = items(
        f"<div {VOCAB}><p typeof=Thing resource='#a'><b property=name>x</b></p>"
        "<p resource='#a'><b property=url>y</b></p><p about='#a' property=name>x</p>"
    )
    assert item.properties == {"name": ("x",), "url": ("y",)}


def test_rel_puts_items_into_their_holder() -> None:
    (item,) = items(
        f"<div {VOCAB} typeof=Thing><div rel=about><p typeof=Thing></p>"
        "<p typeof=Thing></p></div><a rel=nofollow href=/>x</a></div>"
    )
    assert list(item.properties) == ["about"]
    assert len(item.properties["about"]) == 2
