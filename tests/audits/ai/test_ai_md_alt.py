"""ai.md-alt."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "ai.md-alt"


@pytest.mark.parametrize(
    "link",
    [
        "<link rel=alternate type=text/markdown href=/page.md>",
        "<link rel='nofollow ALTERNATE' type='Text/Markdown; charset=utf-8' href=/p.md>",
    ],
)
def test_it_passes(link: str) -> None:
    result = check(ID, f"<head>{link}</head>")
    assert result.outcome == "pass"
    assert ".md" in result.explanation


def test_it_passes_by_a_header() -> None:
    header = '</page.md>; rel="alternate"; type="text/markdown"'
    result = check(ID, headers={"Link": header})
    assert result.outcome == "pass"
    assert "https://example.com/page.md" in result.explanation


@pytest.mark.parametrize(
    "link",
    [
        "",
        "<link rel=alternate href=/page.md>",
        "<link rel=stylesheet type=text/markdown href=/page.md>",
        "<link rel=alternate type=text/html href=/page.md>",
    ],
)
def test_it_fails(link: str) -> None:
    assert check(ID, f"<head>{link}</head>").outcome == "fail"


def test_a_link_without_an_address_offers_nothing() -> None:
    result = check(ID, "<head><link rel=alternate type=text/markdown></head>")
    assert result.outcome == "fail"
    assert result.findings[0].note == "the link has no valid address"


def test_it_applies_to_every_page() -> None:
    assert check(ID, "<p>").outcome == "fail"
