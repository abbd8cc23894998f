"""ai.search-bots."""

from __future__ import annotations

import pytest

from support.pages import check, site_of
from webapp.domain.robots_txt import RobotsTxt

ID = "ai.search-bots"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "User-agent: *\nDisallow: /basket",
        "User-agent: GPTBot\nUser-agent: ClaudeBot\nDisallow: /",
        "User-agent: *\nDisallow: /\nAllow: /page",
    ],
)
def test_it_passes(body: str) -> None:
    assert check(ID, site=site_of(body)).outcome == "pass"


def test_it_fails() -> None:
    body = "User-agent: oai-searchbot\nUser-agent: PerplexityBot\nDisallow: /p"
    result = check(ID, site=site_of(body))
    assert result.outcome == "fail"
    assert result.explanation.startswith("2 crawlers")
    assert [finding.snippet for finding in result.findings] == [
        *("OAI-SearchBot (OpenAI)", "PerplexityBot (Perplexity)")
    ]
    assert all(f.note.endswith("line 3: Disallow: /p") for f in result.findings)


def test_it_fails_for_all() -> None:
    result = check(ID, site=site_of("User-agent: *\nDisallow: /"))
    assert len(result.findings) == 8


def test_applebot_follows_googlebot_where_it_is_not_named() -> None:
    only_google = "User-agent: Googlebot\nAllow: /\n\nUser-agent: *\nDisallow: /"
    snippets = {f.snippet for f in check(ID, site=site_of(only_google)).findings}
    assert "Applebot (Apple)" not in snippets
    assert len(snippets) == 6
    named = f"{only_google}\n\nUser-agent: Applebot\nDisallow: /"
    snippets = {f.snippet for f in check(ID, site=site_of(named)).findings}
    assert "Applebot (Apple)" in snippets


def test_crawlers_that_share_a_group_are_judged_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The group may have thousands of rules."""
    asked: list[str] = []
    monkeypatch.setattr(
        RobotsTxt, "allows_bot", lambda _, url, name: bool(asked.append(name))
    )
    site = site_of("User-agent: *\nDisallow: /\n\nUser-agent: Bingbot\nDisallow: /")
    assert len(check(ID, site=site).findings) == 8
    assert asked == ["OAI-SearchBot", "Bingbot"]


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
