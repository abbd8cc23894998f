"""Items of pages that are made to cost time."""

from __future__ import annotations

import json

import pytest

from support.pages import fetched
from webapp.domain.page_resources import DataItem
from webapp.pipeline.parse import parse

ORG = "https://schema.org"
THING = 'itemscope itemtype="https://schema.org/Thing"'


def json_ld(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def graph(*nodes: object) -> str:
    return json_ld({"@context": ORG, "@graph": nodes})


START = '{"@context": "https://schema.org", "@type": "Thing", "about":'
PAGES = {
    "deep": json_ld(START * 300 + "1" + "}" * 300),
    "deep lists": json_ld(START + "[" * 800 + "]" * 800 + "}"),
    "one id over and over": json_ld(
        START.replace("{", '{"@id": "#a",') * 300 + "1" + "}" * 300
    ),
    "everything refers to everything": graph(
        *(
            {
                "@type": "T",
                "@id": f"#{i}",
                "about": [{"@id": f"#{j}"} for j in range(99)],
            }
            for i in range(99)
        )
    ),
    "names without values": json_ld(
        {"@context": ORG, "@type": "T", **{f"a{i}": None for i in range(250_000)}}
    ),
    "terms by the thousand": json_ld(
        {"@context": [ORG, {f"a{i}": f"schema:b{i}" for i in range(2000)}], "a1": "x"}
    ),
    "graphs in graphs": json_ld(
        '{"@context": "https://schema.org", "@type": "T", "@graph":' * 60
        + "1"
        + "}" * 60
    ),
    "a long list": graph({"@type": "T", "about": list(range(50_000))}),
    "many items": graph(*({"@type": "T"} for _ in range(20_000))),
    "nested scopes": f"<div itemprop=about {THING}>" * 3000,
    "a web of references": "".join(
        f"<p id=a{i} itemprop=about {THING} itemref='a1 a2 a3 a4 a5'></p>"
        for i in range(300)
    )
    + f"<p {THING} itemref=a1>",
    "names by the thousand": f"<div {THING}><p itemprop='{'n ' * 50_000}'>x",
    "long texts": f"<div {THING}><p itemprop=name><b>x</b>" + "word " * 50_000,
    "text in text": f"<div {THING}>" + "<i itemprop=name>x" * 200 + "</i>" * 200,
    "rdfa in a circle": '<div vocab="https://schema.org/">'
    + "".join(
        f"<p typeof=T resource='#{i}'>"
        + "".join(f"<a property=about href='#{j}'></a>" for j in range(50))
        for i in range(50)
    ),
    "rdfa nested": '<div vocab="https://schema.org/">'
    + "<p property=a typeof=T>" * 3000,
}


def size(items: tuple[DataItem, ...]) -> tuple[int, int]:
    """Values in all, and levels."""
    values, depth = 0, 0
    waiting = [(item, 1) for item in items]
    while waiting:
        item, level = waiting.pop()
        depth = max(depth, level)
        for held in item.properties.values():
            values += len(held)
            waiting += [(v, level + 1) for v in held if isinstance(v, DataItem)]
    return values, depth


@pytest.mark.timeout(20)
@pytest.mark.parametrize("page", PAGES)
def test_the_limits_hold(page: str) -> None:
    items = parse(fetched("<!doctype html>" + PAGES[page])).items
    values, depth = size(items)
    assert 1 <= len(items) <= 500
    assert values <= 10_000
    assert depth <= 21


def test_references_do_not_use_up_what_items_say_themselves() -> None:
    nodes = [
        {
            "@type": "Thing",
            "@id": f"#{i}",
            "about": [{"@id": f"#{j}"} for j in range(60)],
        }
        for i in range(60)
    ]
    last = {"@type": "Article", "headline": "Still here"}
    items = parse(fetched("<!doctype html>" + graph(*nodes, last))).items
    assert items[-1].properties == {"headline": ("Still here",)}


@pytest.mark.parametrize("address", ["http://[::1", "https://a:b/", "http://", "//"])
def test_addresses_that_are_none_break_nothing(address: str) -> None:
    html = (
        f"<div {THING} itemid='{address}'><a itemprop=url href='{address}'>x</a></div>"
        f"<div vocab='{address}' prefix='a: {address}' typeof=T resource='{address}'>"
        f"<a property=url href='{address}'>x</a></div>"
        + json_ld({"@context": address, "@id": address, "@type": address, "name": "x"})
    )
    assert len(parse(fetched("<!doctype html>" + html)).items) == 3
