"""ai.noai."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "ai.noai"


def test_it_passes() -> None:
    html = '<head><meta name="robots" content="noindex"></head><p>noai'
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize("content", ["noai", "index, NoImageAI", "noai,noimageai"])
def test_it_fails_nobody_and_says_so(content: str) -> None:
    html = f'<head><meta name="robots" content="{content}"></head>'
    result = check(ID, html)
    assert result.outcome == "warn"
    assert result.findings[0].snippet.startswith("<meta")


def test_headers_count() -> None:
    result = check(ID, headers={"X-Robots-Tag": "noai"})
    assert result.findings[0].snippet == "X-Robots-Tag: noai"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
