"""hreflang.absolute."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "hreflang.absolute"
ALT = "<link rel=alternate hreflang='%s' href='%s'>"
HEADER = "<%s>; rel=alternate; hreflang=%s"


@pytest.mark.parametrize("href", ["https://example.com/de", "HTTP://example.com"])
def test_it_passes(href: str) -> None:
    headers = {"Link": HEADER % (href, "fr")}
    assert check(ID, ALT % ("de", href), headers=headers).outcome == "pass"


@pytest.mark.parametrize(
    "href",
    ["/de", "//example.com/de", "example.com", "", "https://", "ftp://a.example/"],
)
def test_it_fails(href: str) -> None:
    by_link = check(ID, ALT % ("de", href))
    by_header = check(ID, headers={"Link": HEADER % (href, "de")})
    for result in (by_link, by_header):
        assert (result.outcome, result.findings[0].note) == ("fail", f"“{href}”")


def test_it_does_not_apply() -> None:
    assert check(ID, "<link rel=alternate href=/feed>").outcome == "na"
