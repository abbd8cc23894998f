"""eeat.author."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "eeat.author"
LD = (
    '<script type="application/ld+json">{"@context": "https://schema.org", %s}</script>'
)
ARTICLE = LD % '"@type": "BlogPosting", "headline": "x"'


def by(name: str) -> str:
    author = f'{{"@type": "Person", "name": "{name}"}}'
    return LD % f'"@type": "Article", "author": {author}'


@pytest.mark.parametrize(
    "html",
    [
        by("Ada Green"),
        by("Byron Bay"),
        by("Di Marco"),
        by("Di Marco Rossi"),
        by("di Marco"),
        by("Von Trapp"),
        by("von der Leyen"),
        by("Andy Yates"),
        by("Drew Prof"),
        by("Green, Ada"),
        by("José Ortega y Gasset"),
        by("Research and Reviews").replace("Person", "Organization"),
        LD % '"@type": "Article", "author": "https://example.com/ada"',
        ARTICLE + "<a rel=author href=/ada>Ada</a>",
        ARTICLE + '<meta name=author content="Ada">',
        '<meta property=og:type content=article><a rel="author" href=/a>Ada</a>',
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    "html",
    [ARTICLE, "<meta property=og:type content=article>", by(" "), ARTICLE + "<p>by x"],
)
def test_it_fails(html: str) -> None:
    result = check(ID, html)
    assert result.outcome == "fail"
    assert result.explanation == "Neither the text nor the markup names an author."


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("By Ada Green", "by"),
        ("von Ada Green", "by"),
        ("Von Ada Green", "by"),
        ("di Marco Rossi", "by"),
        ("Dr. Ada Green", "title"),
        ("Ada Green, PhD", "title"),
        ("Ada Green and Bob Brown", "several"),
        ("Ada Green, Bob Brown", "several"),
        ("Ada Green & Bob", "several"),
    ],
)
def test_it_warns_of_more_than_a_name(name: str, note: str) -> None:
    result = check(ID, by(name))
    assert result.outcome == "warn"
    assert result.findings[0].snippet == name
    assert note in result.findings[0].note


def test_it_does_not_apply() -> None:
    assert check(ID, LD % '"@type": "Product"').outcome == "na"
    assert check(ID, "<p>x").outcome == "na"
