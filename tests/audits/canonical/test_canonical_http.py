"""canonical.http."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "canonical.http"
LINK = "<link rel=canonical href='%s'>"


@pytest.mark.parametrize(
    "href", ["https://example.com/page", "/page", "//example.com/"]
)
def test_it_passes(href: str) -> None:
    assert check(ID, LINK % href).outcome == "pass"


def test_it_fails() -> None:
    by_link = check(ID, LINK % "HTTP://example.com/page")
    by_header = check(ID, headers={"Link": "<http://example.com/>; rel=canonical"})
    assert (by_link.outcome, by_header.outcome) == ("fail", "fail")
    assert by_header.findings[0].note == "http://example.com/"


@pytest.mark.parametrize(
    ("url", "html"),
    [
        ("http://example.com/", LINK % "http://example.com/"),
        ("https://example.com/", "<p>x"),
        ("https://example.com/", LINK % "ftp://example.com/"),
    ],
)
def test_it_does_not_apply(url: str, html: str) -> None:
    assert check(ID, html, url=url).outcome == "na"
