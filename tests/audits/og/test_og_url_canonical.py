"""og.url-canonical."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "og.url-canonical"


CANONICAL = "<head><link rel=canonical href=https://example.com/soil>"


def og(url: str) -> str:
    return f"<meta property=og:url content='{url}'>"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/soil",
        "https://EXAMPLE.com:443/soil",
        "https://example.com/soil#top",
        "/soil",
    ],
)
def test_it_passes(url: str) -> None:
    assert check(ID, CANONICAL + og(url)).outcome == "pass"


def test_the_link_header_counts() -> None:
    headers = {"Link": '<https://example.com/soil>; rel="canonical"'}
    assert check(ID, og("https://example.com/soil"), headers=headers).outcome == "pass"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/soil",
        "https://example.com/soil/",
        "https://example.com/soil?a=1",
        "http://[x",
    ],
)
def test_it_fails(url: str) -> None:
    result = check(ID, CANONICAL + og(url))
    assert (result.outcome, result.score) == ("fail", 0)
    assert url in result.findings[0].snippet


@pytest.mark.parametrize("html", [CANONICAL, og("https://example.com/"), "<p>x"])
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
