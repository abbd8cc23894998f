"""ai.eligible."""

from __future__ import annotations

import pytest

from support.pages import check, site_of

ID = "ai.eligible"


def test_it_passes() -> None:
    html = "<meta name=robots content='index, max-snippet:-1'><p>x"
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ("noindex", "noindex for every crawler"),
        ("NONE", "none for every crawler"),
        ("nosnippet", "nosnippet for every crawler"),
        ("max-snippet: 0", "max-snippet:0 for every crawler"),
        ("unavailable_after: 2020-01-01", "unavailable_after:2020-01-01"),
    ],
)
def test_it_fails(content: str, note: str) -> None:
    result = check(ID, f"<meta name=robots content='{content}'><p>x")
    assert result.outcome == "fail"
    assert note in result.explanation
    assert result.findings[0].snippet.startswith("<meta")


@pytest.mark.parametrize(
    ("header", "outcome"),
    [
        ("googlebot: nosnippet", "fail"),
        ("bingbot: noindex", "pass"),
        ("noarchive", "pass"),
        ("max-snippet:50", "pass"),
    ],
)
def test_headers_count_for_whom_they_are(header: str, outcome: str) -> None:
    assert check(ID, headers={"X-Robots-Tag": header}).outcome == outcome


def test_it_fails_where_googlebot_may_not_read() -> None:
    site = site_of("User-agent: Googlebot\nDisallow: /page\n")
    result = check(ID, site=site)
    assert result.outcome == "fail"
    assert "robots.txt forbids it to Googlebot" in result.explanation
    other = site_of("User-agent: GPTBot\nDisallow: /\n")
    assert check(ID, site=other).outcome == "pass"


def test_it_fails_without_status_200() -> None:
    result = check(ID, status=203)
    assert result.outcome == "fail"
    assert result.findings[0].snippet == "HTTP 203"


def test_it_applies_to_every_page() -> None:
    assert check(ID, "<p>").outcome == "pass"
