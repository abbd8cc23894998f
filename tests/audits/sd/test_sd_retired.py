"""sd.retired."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sd.retired"
ITEM = '<div itemscope itemtype="https://schema.org/%s"><b itemprop=name>x</b></div>'

SEARCH = (
    '<div itemscope itemtype="https://schema.org/WebSite"><p itemscope '
    'itemprop=potentialAction itemtype="https://schema.org/SearchAction">'
    "<meta itemprop=target content=x></div>"
)


def test_it_passes() -> None:
    assert check(ID, ITEM % "Article").outcome == "pass"


@pytest.mark.parametrize(
    ("html", "note"),
    [
        (ITEM % "FAQPage", "not shown since 7 May 2026"),
        (ITEM % "HowTo", "not shown since September 2023"),
        (
            '<div itemscope itemtype="http://data-vocabulary.org/Review"></div>',
            "data-vocabulary.org",
        ),
        (
            SEARCH,
            "Sitelinks search box",
        ),
    ],
)
def test_it_fails(html: str, note: str) -> None:
    result = check(ID, html)
    assert result.outcome == "fail"
    assert note in result.findings[0].note


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
