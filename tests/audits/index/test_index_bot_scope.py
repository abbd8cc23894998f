"""index.bot-scope."""

from __future__ import annotations

import pytest

from support.pages import check, site_of

ID = "index.bot-scope"
ONLY_TWO = """
User-agent: Googlebot
Disallow: /

User-agent: bingbot
User-agent: archive.org_bot
Allow: /

User-agent: *
Disallow: /
"""


def test_it_passes() -> None:
    site = site_of("User-agent: SomeBot\nDisallow: /")
    assert check(ID, site=site).outcome == "pass"


def test_it_passes_where_a_longer_rule_allows() -> None:
    site = site_of("User-agent: *\nDisallow: /\nAllow: /page")
    assert check(ID, site=site).outcome == "pass"


@pytest.mark.parametrize(
    ("html", "header", "rules"),
    [
        ("<meta name=robots content=noindex>", "all", ""),
        ("<meta name=robots content='unavailable_after: 2010-01-01'>", "all", ""),
        ("<p>x", "none", ""),
        ("<p>x", "all", "User-agent: *\nDisallow: /page"),
    ],
)
def test_it_does_not_apply_where_all_are_shut_out(
    html: str, header: str, rules: str
) -> None:
    """Other checks fail for it, and one cause is charged once."""
    headers = {"X-Robots-Tag": header}
    assert check(ID, html, headers=headers, site=site_of(rules)).outcome == "na"


@pytest.mark.parametrize(
    ("rules", "header", "meta", "named"),
    [
        (
            "User-agent: googlebot\nAllow: /\n\nUser-agent: *\nDisallow: /",
            "all",
            "<p>x",
            "crawlers in general, bingbot, DuckDuckBot, archive.org_bot",
        ),
        (
            ONLY_TWO,
            "bingbot: noindex",
            "<p>x",
            "crawlers in general, Googlebot, bingbot, DuckDuckBot",
        ),
        ("", "all", "<meta name=archive.org_bot content=noindex>", "archive.org_bot"),
        ("", "BingBot: unavailable_after: 1 Jan 2010", "<p>x", "bingbot"),
    ],
)
def test_it_fails_some_and_names_them(
    rules: str, header: str, meta: str, named: str
) -> None:
    result = check(ID, meta, headers={"X-Robots-Tag": header}, site=site_of(rules))
    assert result.outcome == "warn"
    assert result.explanation.endswith(f": {named}.")
    assert len(result.findings) == named.count(",") + 1


def test_it_applies_with_a_robots_txt_or_without() -> None:
    assert check(ID).outcome == "pass"
