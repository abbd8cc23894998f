"""index.nosnippet."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "index.nosnippet"
META = "<meta name='%s' content='%s'>"


@pytest.mark.parametrize(
    "content", ["max-snippet:50", "max-snippet:-1", "max-snippet:", "notranslate"]
)
def test_it_passes(content: str) -> None:
    assert check(ID, META % ("robots", content)).outcome == "pass"


@pytest.mark.parametrize(
    "content",
    [
        "index, nosnippet",
        "max-snippet: 0",
        "max-snippet:50, MAX-SNIPPET:0",
        "nosnippet",
    ],
)
def test_it_fails(content: str) -> None:
    result = check(ID, META % ("robots", content))
    assert result.outcome == "fail"
    assert result.findings[0].note.endswith("for every crawler")


def test_it_fails_by_a_header_for_google() -> None:
    headers = {"X-Robots-Tag": "googlebot: max-snippet:0"}
    assert check(ID, headers=headers).outcome == "fail"


def test_it_warns_where_only_other_engines_are_told() -> None:
    result = check(ID, META % ("bingbot", "nosnippet"))
    assert (result.outcome, result.findings[0].note) == (
        "warn",
        "nosnippet for bingbot",
    )


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
