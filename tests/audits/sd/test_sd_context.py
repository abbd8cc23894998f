"""sd.context."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sd.context"
LD = '<script type="application/ld+json">%s</script>'
ORG = '"@context": "https://schema.org"'


@pytest.mark.parametrize(
    "html",
    [
        LD % f'{{{ORG}, "@type": "Product", "name": "x"}}',
        LD % f'{{{ORG}, "@type": ["Product", "https://e.org/Toy"], "name": "x"}}',
        '<div itemscope itemtype="http://schema.org/Product"></div>',
        '<div vocab="https://schema.org/" typeof="Product"></div>',
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    ("html", "note"),
    [
        (LD % '{"@type": "Product", "name": "x"}', "no @context"),
        (LD % f'{{{ORG}, "name": "x"}}', "no type"),
        (LD % f'{{{ORG}, "@type": "product"}}', "schema.org writes Product"),
        (LD % f'{{{ORG}, "@type": "Articel"}}', "schema.org has no such type"),
        (
            LD % f'{{{ORG}, "@type": "Article", "author": {{"name": "Ada"}}}}',
            "no type",
        ),
        ("<div itemscope itemtype=Product><b itemprop=name>x</b></div>", "no type"),
        (
            "<div itemscope itemtype=schema.org/Toy></div>",
            "schema.org has no such type",
        ),
        ("<div itemscope><b itemprop=name>x</b></div>", "no type (microdata, line 1)"),
    ],
)
def test_it_fails(html: str, note: str) -> None:
    result = check(ID, html)
    assert result.outcome == "fail"
    assert any(note in finding.note for finding in result.findings)


def test_it_warns_of_another_vocabulary() -> None:
    html = LD % '{"@context": "https://www.w3.org/ns/activitystreams", "@type": "Note"}'
    result = check(ID, html)
    assert result.outcome == "warn"
    assert result.findings[0].snippet == "https://www.w3.org/ns/activitystreams#Note"


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
