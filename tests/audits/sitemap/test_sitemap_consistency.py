"""sitemap.consistency."""

from __future__ import annotations

import time

import pytest

from support.pages import URL, answer, check, site_of
from webapp.audits.sitemap_entries import is_same_page
from webapp.domain.audit_result import AuditResult
from webapp.domain.fetched_page import Redirect

ID = "sitemap.consistency"
CANONICAL = '<head><link rel="canonical" href="{}"></head><p>x'


def judged(
    html: str = "<p>x", *, loc: str = URL, robots: str = "", **facts: object
) -> AuditResult:
    body = f"<urlset><url><loc>{loc}</loc></url></urlset>"
    site = site_of(robots, sitemaps=(answer("/sitemap.xml", 200, body),))
    return check(ID, html, site=site, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "html",
    [
        "<p>x",
        CANONICAL.format(URL),
        CANONICAL.format("/page#top"),
        '<head><meta name="bingbot" content="noindex"></head>',
    ],
)
def test_it_passes(html: str) -> None:
    assert judged(html).outcome == "pass"


@pytest.mark.parametrize(
    ("html", "snippet"),
    [
        ('<head><meta name="robots" content="noindex"></head>', "<meta"),
        (CANONICAL.format("https://example.com/other"), "<link"),
    ],
)
def test_it_fails(html: str, snippet: str) -> None:
    result = judged(html)
    assert result.outcome == "fail"
    assert result.findings[0].snippet.startswith(snippet)


def test_it_fails_for_headers_and_robots_txt() -> None:
    result = judged(
        headers={"X-Robots-Tag": "noindex"}, robots="User-agent: *\nDisallow: /p"
    )
    assert [finding.snippet for finding in result.findings] == [
        "X-Robots-Tag: noindex",
        "line 2: Disallow: /p",
    ]


def test_it_fails_for_an_address_that_redirects() -> None:
    old = "https://example.com/old"
    result = judged(loc=old, redirects=(Redirect(old, 301, "/page"),))
    assert result.outcome == "fail"
    assert result.findings[0].snippet == old


def test_it_does_not_apply() -> None:
    assert check(ID).outcome == "na"
    assert judged(loc="https://example.com/another").outcome == "na"


def test_an_index_lists_no_page() -> None:
    body = f"<sitemapindex><sitemap><loc>{URL}</loc></sitemap></sitemapindex>"
    site = site_of(sitemaps=(answer("/sitemap.xml", 200, body),))
    assert check(ID, site=site).outcome == "na"


@pytest.mark.parametrize(
    ("loc", "is_same"),
    [
        (URL, True),
        ("HTTPS://EXAMPLE.com:443/page", True),
        (URL + "#x", True),
        (URL + "/", False),
        ("https://example.com/Page", False),
        ("https://www.example.com/page", False),
        ("nonsense", False),
    ],
)
def test_which_entry_is_the_page(loc: str, is_same: bool) -> None:
    assert is_same_page(loc, URL) is is_same


def test_letters_and_their_escapes_are_the_same() -> None:
    assert is_same_page("https://example.com/ä", "https://example.com/%C3%A4")


def test_a_large_sitemap_takes_no_time() -> None:
    urls = "".join(f"<url><loc>{URL}{n}</loc></url>" for n in range(50_000))
    found = answer("/sitemap.xml", 200, f"<urlset>{urls}</urlset>")
    begun = time.monotonic()
    assert check(ID, site=site_of(sitemaps=(found,))).outcome == "na"
    assert time.monotonic() - begun < 10
