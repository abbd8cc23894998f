"""canonical.invalid."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "canonical.invalid"
LINK = "<link rel=canonical href='%s'>"


@pytest.mark.parametrize(
    "href",
    [
        "/page",
        "https://example.com/page",
        "HTTP://münchen.example/",
        "//[::1]/",
        "?a=b c",
    ],
)
def test_it_passes(href: str) -> None:
    assert check(ID, LINK % href).outcome == "pass"


@pytest.mark.parametrize(
    "href",
    [
        "",
        " ",
        "http://[broken",
        "https:// example.com",
        "https://%20example.com/",
        "https://example.com:port/",
        "ftp://example.com/",
        "javascript:void(0)",
        "mailto:a@example.com",
    ],
)
def test_it_fails(href: str) -> None:
    result = check(ID, LINK % href)
    assert (result.outcome, result.findings[0].note) == ("fail", "no usable URL")


def test_it_fails_by_a_header() -> None:
    headers = {"Link": "<https://exa mple.com/>; rel=canonical"}
    assert check(ID, headers=headers).findings[0].snippet.startswith("Link: <https")


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
    assert check(ID, "<body><p>x<link rel=canonical href=''>").outcome == "na"
