"""canonical.root."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "canonical.root"
LINK = "<link rel=canonical href='%s'>"


@pytest.mark.parametrize(
    "href", ["/page", "https://example.org/", "https://example.com/?p=1", "/home"]
)
def test_it_passes(href: str) -> None:
    assert check(ID, LINK % href).outcome == "pass"


@pytest.mark.parametrize("href", ["/", "https://example.com", "https://EXAMPLE.com/#a"])
def test_it_fails(href: str) -> None:
    result = check(ID, LINK % href, url="https://example.com/articles/cats")
    assert result.outcome == "fail"
    assert result.findings[0].note == "on https://example.com/articles/cats"


@pytest.mark.parametrize("path", ["", "/", "/?a=b", "/index.html", "/Default.aspx"])
def test_it_does_not_apply_to_the_root(path: str) -> None:
    result = check(ID, LINK % "/", url=f"https://example.com{path}")
    assert result.outcome == "na"


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
