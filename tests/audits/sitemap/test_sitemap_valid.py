"""sitemap.valid."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest

from support.pages import answer, check, site_of
from webapp.domain.audit_result import AuditResult

ID = "sitemap.valid"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ENTRY = "<sitemap><loc>https://example.com/a.xml</loc></sitemap>"
INDEX = f"<sitemapindex {NS}>{ENTRY}</sitemapindex>"
NAMED = "Sitemap: https://example.com/sitemap.xml"


def urlset(*locs: str, attributes: str = NS) -> str:
    urls = "".join(f"<url><loc>{loc}</loc></url>" for loc in locs)
    return f"<urlset {attributes}>{urls}</urlset>"


def judged(body: str | bytes, status: int = 200, robots: str = NAMED) -> AuditResult:
    found = answer("/sitemap.xml", status, body, "application/xml")
    return check(ID, site=site_of(robots, sitemaps=(found,)))


@pytest.mark.parametrize(
    "body",
    [
        urlset("https://example.com/", "HTTPS://EXAMPLE.COM/x"),
        gzip.compress(urlset("https://example.com/").encode()),
        INDEX,
        "https://example.com/\nhttps://example.com/b",
        "<rss><channel><item/></channel></rss>",
    ],
)
def test_it_passes(body: str | bytes) -> None:
    assert judged(body).outcome == "pass"


@pytest.mark.parametrize(
    ("body", "snippet", "note"),
    [
        (urlset("/a"), "/a", "no absolute URL"),
        (urlset(""), "<loc>", "no absolute URL"),
        (urlset("https://example.com/", "example.com/b"), "example.com/b", "no abs"),
        (urlset(*["https://example.com/"] * 50_001), "sitemap.xml", "more than 50,000"),
    ],
)
def test_it_fails(body: str | bytes, snippet: str, note: str) -> None:
    result = judged(body)
    assert result.outcome == "fail"
    assert snippet in result.findings[0].snippet
    assert note in result.findings[0].note


def test_it_fails_for_more_than_50_mb() -> None:
    body = urlset("https://example.com/") + " " * 53_000_000
    assert "more than 50 MB" in judged(gzip.compress(body.encode())).findings[0].note


@pytest.mark.parametrize("body", ["<urlset>", "<html2/>", "hello"])
def test_it_fails_for_what_cannot_be_read(body: str) -> None:
    assert judged(body, robots="").outcome == "fail"


@pytest.mark.parametrize(
    ("body", "status"), [("", 404), ("", 500), ("<!doctype html><p>x", 200)]
)
def test_it_fails_where_robots_txt_names_what_is_not_there(
    body: str, status: int
) -> None:
    assert judged(body, status).outcome == "fail"
    assert judged(body, status, robots="").outcome == "na"


@pytest.mark.parametrize(
    "body",
    [
        urlset("https://www.example.com/"),
        urlset("http://example.com/"),
        urlset(),
        urlset("https://example.com/", attributes=""),
        urlset("https://example.com/", attributes='xmlns="http://a.example/"'),
        f"\ufeff{urlset('https://example.com/')}".encode("utf-16-le"),
    ],
)
def test_it_warns(body: str | bytes) -> None:
    assert judged(body).outcome == "warn"


def test_what_was_cut_is_not_called_broken() -> None:
    cut = answer("/sitemap.xml", 200, urlset("https://example.com/")[:-9] + "<url")
    site = site_of(sitemaps=(replace(cut, is_cut=True),))
    result = check(ID, site=site)
    assert result.outcome == "pass"
    assert "as far as it was read" in result.explanation


@pytest.mark.parametrize("problem", ["not_asked", "blocked_by_robots", "timeout"])
def test_it_is_not_measured(problem: str) -> None:
    found = replace(answer("/s.xml"), status=None, problem=problem, note="No.")
    assert check(ID, site=site_of(sitemaps=(found,))).outcome == "not_measured"


def test_it_does_not_apply() -> None:
    assert judged("", 404, robots="").outcome == "na"
