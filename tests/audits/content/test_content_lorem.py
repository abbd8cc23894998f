"""content.lorem."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "content.lorem"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Tomatoes like loose soil.</p>",
        "<p>The text known as lorem ipsum is older than printing.</p>",
        "<pre>Lorem ipsum dolor sit amet</pre>",
        "<p hidden>Lorem ipsum dolor</p>",
        "<p>Dolores and color</p>",
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ("<p>LOREM  ipsum dolor sit amet, consectetur</p>", "<p>"),
        ("<h2>Lorem ipsum</h2>", "<h2>"),
        ("<li>Hello world. Lorem ipsum dolor.</li>", "<li>"),
        ("<td>vestibulum dolor sit amet</td>", "<td>"),
        ("<head><title>Lorem ipsum</title></head><p>x", "title"),
        ("<meta name=description content='Lorem ipsum dolor'><p>x", "meta description"),
    ],
)
def test_it_fails(html: str, place: str) -> None:
    result = check(ID, html)
    assert (result.outcome, result.score) == ("fail", 0)
    assert [finding.note for finding in result.findings] == [place]


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
