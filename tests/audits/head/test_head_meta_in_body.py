"""head.meta-in-body."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "head.meta-in-body"


def test_it_passes() -> None:
    html = (
        "<head><meta name=description content=x><link rel=canonical href=/></head><body>"
        "<p itemscope><meta itemprop=price content=3><link rel=stylesheet href=/x.css>"
        "<meta property='schema:price' content=3><link rel=alternate href=/feed>"
    )
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    "tag",
    [
        "<meta name=description content=x>",
        "<meta http-equiv=refresh content=9>",
        "<meta charset=utf-8>",
        "<meta property=og:title content=x>",
        "<link rel=canonical href=/>",
        "<link rel=alternate hreflang=de href=/de>",
    ],
)
def test_it_fails(tag: str) -> None:
    result = check(ID, f"<head><title>x</title></head><body><p>x</p>{tag}")
    assert (result.outcome, len(result.findings)) == ("fail", 1)
    assert result.explanation == "1 element outside the head."


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
