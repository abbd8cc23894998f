"""ai.user-fetchers."""

from __future__ import annotations

import pytest

from support.pages import check, site_of

ID = "ai.user-fetchers"


@pytest.mark.parametrize("body", ["", "User-agent: GPTBot\nDisallow: /"])
def test_it_passes(body: str) -> None:
    assert check(ID, site=site_of(body)).outcome == "pass"


def test_it_fails() -> None:
    body = "User-agent: Claude-User\nUser-agent: ChatGPT-User\nDisallow: /"
    result = check(ID, site=site_of(body))
    assert result.outcome == "fail"
    assert [(f.snippet, f.note) for f in result.findings] == [
        (
            "ChatGPT-User (OpenAI)",
            "line 3: Disallow: /; it may come all the same",
        ),
        ("Claude-User (Anthropic)", "line 3: Disallow: /"),
    ]


@pytest.mark.parametrize("name", ["ChatGPT-User", "perplexity-user"])
def test_one_that_may_not_obey_warns(name: str) -> None:
    result = check(ID, site=site_of(f"User-agent: {name}\nDisallow: /"))
    assert result.outcome == "warn"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
