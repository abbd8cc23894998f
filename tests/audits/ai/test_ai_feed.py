"""ai.feed."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "ai.feed"


@pytest.mark.parametrize(
    "media_type",
    [
        "application/rss+xml",
        "Application/Atom+XML; charset=utf-8",
        "application/feed+json",
    ],
)
def test_it_passes(media_type: str) -> None:
    html = f"<head><link rel=alternate type='{media_type}' href=/feed></head>"
    result = check(ID, html)
    assert result.outcome == "pass"
    assert result.explanation == "1 feed, the first at https://example.com/feed"


@pytest.mark.parametrize(
    "html",
    [
        "<head></head>",
        "<head><link rel=alternate type=application/json href=/feed></head>",
        "<head><link rel=icon type=application/rss+xml href=/feed></head>",
        "<p><a href=/feed type=application/rss+xml>Feed</a>",
    ],
)
def test_it_fails(html: str) -> None:
    assert check(ID, html).outcome == "fail"


def test_a_link_without_an_address_is_shown() -> None:
    html = "<head><link rel=alternate type=application/rss+xml href=''></head>"
    result = check(ID, html)
    assert result.outcome == "fail"
    assert result.findings[0].note == "its address is not valid"


def test_it_applies_to_every_page() -> None:
    assert check(ID, "<p>").outcome == "fail"
