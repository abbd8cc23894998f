"""The canonical checks together against Lighthouse's verdicts on the same pages.

A page that Lighthouse fails fails or warns in at least one of ours.
https://developer.chrome.com/docs/lighthouse/seo/canonical/
"""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.audits.canonical import AUDITS

LINK = "<link rel=canonical href='%s'>"
ALT = "<link rel=alternate hreflang=%s href='%s'>"
FIRST = "<https://example.com/>; rel=canonical"


def found(html: str, url: str, header: str) -> set[str]:
    """The checks of the family that fail or warn."""
    ids = [audit.meta.id for audit in AUDITS]
    results = {
        name: check(name, html, url=url, headers={"Link": header}).outcome
        for name in ids
    }
    return {name for name, outcome in results.items() if outcome in ("fail", "warn")}


@pytest.mark.parametrize(
    ("url", "html", "header", "failing"),
    [
        (
            "https://www.example.com/",
            LINK % "https://www.example.com",
            FIRST,
            "conflict",
        ),
        ("https://example.com/", LINK % "https:// example.com", "", "invalid"),
        ("https://example.com/", LINK % "http://[", "", "invalid"),
        ("https://example.com/", LINK % "I am not a URL", "", "relative"),
        ("https://example.com/de/", "<p>x", "</>; rel=canonical", "relative"),
        (
            "https://example.com/",
            LINK % "https://example.com/fr" + ALT % ("fr", "https://example.com/fr"),
            "<https://example.com/>; rel=alternate; hreflang=xx",
            "hreflang-cross",
        ),
        ("https://example.com/a/cats", LINK % "https://example.com", "", "root"),
        ("https://example.com/a", LINK % "https://example.com/?x=1", "", "elsewhere"),
        (
            "https://example.com/index.html",
            LINK % "https://example.com/",
            "",
            "elsewhere",
        ),
        ("https://example.com/", LINK % "https://example.com/#a", FIRST, "attributes"),
    ],
)
def test_what_lighthouse_fails_is_found(
    url: str, html: str, header: str, failing: str
) -> None:
    assert f"canonical.{failing}" in found(html, url, header)


@pytest.mark.parametrize(
    ("url", "html", "header"),
    [
        ("https://example.com/", LINK % "https://example.com", ""),
        ("http://example.com/", LINK % "https://example.com", FIRST),
        ("http://example.com/a?utm_source=x", LINK % "https://example.com/a", ""),
        (
            "http://example.com/a?utm_source=x",
            "<p>x",
            "<https://example.com/a>; rel=canonical",
        ),
    ],
)
def test_what_lighthouse_passes_is_whole(url: str, html: str, header: str) -> None:
    assert found(html, url, header) == set()


def test_a_page_without_canonical_misses_only_that() -> None:
    assert found("<p>x", "https://example.com/", "") == {"canonical.missing"}


def test_a_link_in_the_body_is_judged_for_its_place_alone() -> None:
    html = "<body><p>x" + LINK % "https://foo.example/"
    assert found(html, "https://example.com/", "") == {"canonical.outside-head"}
