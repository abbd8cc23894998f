"""index.robots-blocked."""

from __future__ import annotations

import pytest

from support.pages import check, site_of

ID = "index.robots-blocked"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "User-agent: *\nDisallow:",
        "User-agent: *\nDisallow: /\n\nUser-agent: googlebot\nDisallow: /basket",
        "User-agent: Bingbot\nDisallow: /",
        "User-agent: *\nDisallow: /page\nAllow: /page",
        "User-agent: *\nDisallow: /\nAllow: /page$",
        "Disallow: /",
        "User-agent: *\n# Disallow: /",
        "<!doctype html><p>User-agent: * Disallow: /",
    ],
)
def test_it_passes(body: str) -> None:
    assert check(ID, site=site_of(body)).outcome == "pass"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("User-agent: *\nDisallow: /", "line 2: Disallow: /"),
        ("User-agent: *\nAllow: /p\nDisallow: /page", "line 3: Disallow: /page"),
        (
            "User-agent: *\nAllow: /\n\nUser-agent: Googlebot\nDisallow: /*ge$",
            "line 5: Disallow: /*ge$",
        ),
    ],
)
def test_it_fails(body: str, line: str) -> None:
    result = check(ID, site=site_of(body))
    assert result.outcome == "fail"
    assert result.findings[0].snippet == line


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
