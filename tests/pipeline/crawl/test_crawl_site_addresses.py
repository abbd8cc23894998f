"""Other spellings of a page's address, and where its sitemap is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.hostile_server import HostileServer, redirect
from webapp.domain.fetched_page import FetchedPage, Redirect
from webapp.domain.robots_txt import RobotsTxt
from webapp.domain.site_facts import SiteFacts
from webapp.pipeline.crawl import FetchPolicy, Visit, canonical_url, probe_site
from webapp.pipeline.crawl.site_addresses import (
    http_variant,
    sitemap_address,
    www_variant,
)


class TestVariants:
    """The hostile server talks plain HTTP, so what is asked by https fails."""

    def ask(
        self, policy: FetchPolicy, url: str, redirects: tuple[Redirect, ...] = ()
    ) -> SiteFacts:
        target = canonical_url(url)
        robots = RobotsTxt(target.origin + "/robots.txt", "absent", 404, "", "")
        visit = Visit(policy)
        visit.robots[target.origin] = robots
        sent = (("Content-Type", "text/html"),)
        fetched = FetchedPage(url, url, 200, sent, b"hello", redirects=redirects)
        return probe_site(visit, fetched, robots, policy)

    def test_plain_http_that_leads_to_the_page(
        self, server: HostileServer, internet: FetchPolicy
    ) -> None:
        server.scripts["/robots.txt"] = redirect("https://a.example.com/robots.txt")
        server.scripts["/x"] = redirect("https://a.example.com/x", 301)
        found = self.ask(internet, "https://a.example.com/x").http_variant
        assert found is not None
        assert (found.url, found.status) == ("http://a.example.com/x", 200)
        assert found.final_url == "https://a.example.com/x"
        assert [hop.status for hop in found.redirects] == [301]
        assert server.paths == ["/robots.txt", "/x"]

    def test_a_page_with_and_without_www(
        self, server: HostileServer, internet: FetchPolicy
    ) -> None:
        site = self.ask(internet, "http://www.example.com/")
        assert site.http_variant is None
        assert site.www_variant is not None
        assert site.www_variant.url == "http://example.com/"
        assert site.www_variant.status == 200

    def test_the_rules_of_a_known_robots_txt_hold_for_what_leads_to_it(
        self, server: HostileServer, internet: FetchPolicy
    ) -> None:
        server.scripts["/robots.txt"] = redirect("http://www.example.com/robots.txt")
        visit = Visit(internet)
        url = "http://www.example.com/robots.txt"
        rules = "User-agent: *\nDisallow: /x"
        visit.robots["http://www.example.com"] = RobotsTxt(
            *(url, "found", 200, rules, "")
        )
        found = visit.robots_of("http://example.com/")
        assert not found.allows("http://example.com/x", "XenlixAI")
        assert (found.url, found.redirects) == ("http://example.com/robots.txt", 1)
        assert server.paths == ["/robots.txt"]

    def test_what_the_page_was_reached_through_is_not_asked_again(
        self, server: HostileServer, internet: FetchPolicy
    ) -> None:
        hops = (
            Redirect("http://example.com/", 301, "https://example.com/"),
            Redirect("https://example.com/", 302, "https://www.example.com/"),
        )
        site = self.ask(internet, "https://www.example.com/", hops)
        assert site.www_variant is not None
        assert site.www_variant.redirects == hops[1:]
        assert site.www_variant.final_url == "https://www.example.com/"


@pytest.mark.parametrize(
    ("url", "http", "www"),
    [
        ("https://example.com/a?b", "http://example.com/a?b", "www.example.com"),
        ("https://www.shop.co.uk/", "http://www.shop.co.uk/", "shop.co.uk"),
        ("https://blog.example.com/", "http://blog.example.com/", None),
        ("http://example.com/", None, "www.example.com"),
        ("https://93.184.216.34/", "http://93.184.216.34/", None),
        ("https://co.uk/", "http://co.uk/", None),
    ],
)
def test_variants_of_an_address(url: str, http: str | None, www: str | None) -> None:
    target = canonical_url(url)
    plain, other = http_variant(target), www_variant(target)
    assert (plain and str(plain)) == http
    assert (other and other.host) == www


def test_no_variants_of_an_odd_port() -> None:
    target = replace(canonical_url("https://example.com/"), port=8443)
    assert http_variant(target) is None
    assert www_variant(target) is None


@pytest.mark.parametrize(
    ("lines", "chosen"),
    [
        ([], "https://example.com/sitemap.xml"),
        (["/relative.xml", "https://cdn.example/s.xml"], None),
        (["http://example.com/a.xml", "https://example.com/b.xml"], "b.xml"),
        (["http://example.com/a.xml"], "http://example.com/a.xml"),
        (["ftp://example.com/a.xml", "https://example.com/b.xml"], "b.xml"),
    ],
)
def test_which_sitemap(policy: FetchPolicy, lines: list[str], chosen: str) -> None:
    body = "\n".join(f"Sitemap: {line}" for line in lines)
    robots = RobotsTxt("https://example.com/robots.txt", "found", 200, body, "")
    found = sitemap_address(canonical_url("https://example.com/x"), robots, policy)
    assert found.endswith(chosen or "https://example.com/sitemap.xml")
