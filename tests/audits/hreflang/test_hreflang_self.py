"""hreflang.self."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "hreflang.self"
SITE = "https://example.com"
ALT = "<link rel=alternate hreflang='%s' href='%s'>"
HEADER = "<%s>; rel=alternate; hreflang=%s"


@pytest.mark.parametrize(
    ("url", "html"),
    [
        (f"{SITE}/de", ALT % ("de", "/de") + ALT % ("en", "/en")),
        (f"{SITE}/de?utm_source=x#top", ALT % ("de", "/de")),
        (f"{SITE}/de?id=1", ALT % ("de", "/de?id=1")),
        (f"{SITE}", ALT % ("x-default", "https://EXAMPLE.com:443/")),
        (f"{SITE}/de?sort=up", ALT % ("de", "/de") + "<link rel=canonical href=/de>"),
    ],
)
def test_it_passes(url: str, html: str) -> None:
    assert check(ID, html, url=url).outcome == "pass"


def test_it_passes_by_a_header() -> None:
    headers = {"Link": HEADER % ("/de", "de")}
    result = check(ID, ALT % ("en", "/en"), url=f"{SITE}/de", headers=headers)
    assert result.outcome == "pass"


@pytest.mark.parametrize("href", ["/en", "/de/", "/de?id=1", "http://example.com/de"])
def test_it_fails(href: str) -> None:
    result = check(ID, ALT % ("de", href), url=f"{SITE}/de")
    assert result.outcome == "fail"
    assert result.explanation == "None of 1 link leads to https://example.com/de."


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
    assert check(ID, ALT % ("de", "")).outcome == "na"
