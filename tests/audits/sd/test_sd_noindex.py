"""sd.noindex."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sd.noindex"
ITEM = '<div itemscope itemtype="https://schema.org/%s"></div>'
NOINDEX = '<meta name="robots" content="noindex">'


def test_it_passes() -> None:
    assert check(ID, ITEM % "Article").outcome == "pass"
    other = {"X-Robots-Tag": "bingbot: noindex"}
    assert check(ID, ITEM % "Article", headers=other).outcome == "pass"


@pytest.mark.parametrize(
    ("html", "headers", "snippet"),
    [
        (NOINDEX, {}, NOINDEX),
        ('<meta name="googlebot" content="none">', {}, "googlebot"),
        ("", {"X-Robots-Tag": "noindex"}, "X-Robots-Tag: noindex"),
    ],
)
def test_it_fails(html: str, headers: dict[str, str], snippet: str) -> None:
    result = check(ID, html + ITEM % "Article", headers=headers)
    assert result.outcome == "fail"
    assert snippet in result.findings[0].snippet


def test_it_does_not_apply() -> None:
    assert check(ID, NOINDEX).outcome == "na"
    assert check(ID, NOINDEX + ITEM % "FAQPage").outcome == "na"
