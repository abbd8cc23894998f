"""index.dead-directives."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "index.dead-directives"


@pytest.mark.parametrize(
    "html",
    [
        "<meta name=robots content='noindex, max-snippet:0'>",
        "<meta name=bingbot content=noarchive>",
        "<meta name=robots content='unavailable_after: 2010-01-01'>",
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    ("html", "note"),
    [
        (
            "<meta name=robots content='index, NoArchive'>",
            "noarchive: read by Bing only",
        ),
        ("<meta name=google content=nositelinkssearchbox>", "nositelinkssearchbox: "),
        ("<meta name=Keywords content='a, b'>", "no search engine of weight"),
        (
            "<meta name=robots content='unavailable_after: wed'>",
            "unavailable_after: its",
        ),
    ],
)
def test_it_fails(html: str, note: str) -> None:
    result = check(ID, html)
    assert (result.outcome, len(result.findings)) == ("fail", 1)
    assert result.findings[0].note.startswith(note)


def test_it_applies_to_every_page() -> None:
    assert check(ID, headers={"X-Robots-Tag": "nocache"}).outcome == "fail"
    assert check(ID).outcome == "pass"
