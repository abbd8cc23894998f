"""index.nofollow-page."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "index.nofollow-page"


def test_it_passes() -> None:
    html = "<a rel=nofollow href=/x>x</a><meta name=bingbot content=nofollow>"
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    ("meta", "header"),
    [
        ("NoFollow", "all"),
        ("noindex,nofollow", "all"),
        ("none", "all"),
        ("all", "none"),
    ],
)
def test_it_fails(meta: str, header: str) -> None:
    html = f"<meta name=robots content='{meta}'>"
    result = check(ID, html, headers={"X-Robots-Tag": header})
    assert (result.outcome, len(result.findings)) == ("fail", 1)
    assert result.findings[0].note.endswith("for every crawler")


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
