"""canonical.relative."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "canonical.relative"
LINK = "<link rel=canonical href='%s'>"


@pytest.mark.parametrize("href", ["https://example.com/page", " HTTPS://example.com "])
def test_it_passes(href: str) -> None:
    assert check(ID, LINK % href).outcome == "pass"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/page", "https://example.com/page"),
        ("//example.org/x", "https://example.org/x"),
        ("I am not a URL", "https://example.com/I am not a URL"),
        ("example.com/page", "https://example.com/example.com/page"),
        ("#top", "https://example.com/page#top"),
    ],
)
def test_it_fails(href: str, url: str) -> None:
    result = check(ID, LINK % href)
    assert (result.outcome, result.findings[0].note) == ("fail", f"is read as {url}")


def test_it_fails_by_a_header() -> None:
    assert check(ID, headers={"Link": "</>; rel=canonical"}).outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
    assert check(ID, LINK % "").outcome == "na"
