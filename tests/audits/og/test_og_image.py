"""og.image."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "og.image"


GOOD = "<meta property=og:image content=https://example.com/i.jpg>"


@pytest.mark.parametrize(
    "more",
    [
        "",
        "<meta property=og:image:width content=1200><meta property=og:image:height content=630>",
        "<meta property=og:image:width content=wide>",
        "<meta property=og:image:type content=image/png>",
        "<meta property=og:image content=/second.jpg>",
    ],
)
def test_it_passes(more: str) -> None:
    assert check(ID, GOOD + more).outcome == "pass"


@pytest.mark.parametrize(
    "url",
    ["/i.jpg", "i.jpg", "//example.com/i.jpg", "data:image/png;base64,AA", "http://[x"],
)
def test_it_fails_for_an_address_that_is_not_whole(url: str) -> None:
    result = check(ID, f"<meta property=og:image content={url}>")
    assert (result.outcome, result.score) == ("fail", 0)
    assert url in result.findings[0].snippet


def test_it_fails_for_another_type() -> None:
    assert (
        check(ID, GOOD + "<meta property=og:image:type content=text/html>").outcome
        == "fail"
    )


@pytest.mark.parametrize(
    "html",
    [
        GOOD + "<meta property=og:image:width content=600>",
        GOOD + "<meta property=og:image:height content=629px>",
        "<meta property=og:image content=https://example.com/i.SVG?v=1>",
    ],
)
def test_it_warns(html: str) -> None:
    assert check(ID, html).outcome == "warn"


def test_it_does_not_apply() -> None:
    assert check(ID, "<meta property=og:title content=x>").outcome == "na"
