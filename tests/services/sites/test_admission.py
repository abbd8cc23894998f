"""Which addresses a site scan takes, and what follows from those it leaves out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.sites.conftest import Crew, of_check, page_at, urlset
from support.site import Site
from webapp.domain.site_plan import SiteSource
from webapp.services.sites import admission

Put = Callable[..., None]


def test_what_is_left_out_takes_no_room(crew: Crew, site: Site, put: Put) -> None:
    """A sitemap of forty addresses that no pattern wants, before one that some are."""
    site.pages["/robots.txt"] = (
        f"Sitemap: {site.url}/a.xml\nSitemap: {site.url}/b.xml\n"
    )
    site.pages["/a.xml"] = urlset(*(f"{site.url}/shop/{n}" for n in range(40)))
    site.pages["/b.xml"] = urlset(*(f"{site.url}/blog/{n}" for n in range(3)))
    for number in range(3):
        put(f"/blog/{number}")
    plan = {"include": ("/blog/*",), "max_pages": 5}
    found = crew.scan(f"{site.url}/", source=SiteSource.SITEMAP, **plan)
    assert (found.done, found.skipped, found.is_cut) == (3, 40, False)


def test_what_is_named_and_not_linked_is_looked_at(
    crew: Crew, site: Site, put: Put
) -> None:
    canonical = f'<link rel="canonical" href="{site.url}/nowhere">'
    french = f'<link rel="alternate" hreflang="fr" href="{site.url}/fr/">'
    put("/", ["/a", "/b"])
    put("/a", head=canonical)
    put("/b", head=french)
    found = crew.scan(f"{site.url}/")
    assert found.failed == 2
    for check in ("canonical.target", "hreflang.target"):
        assert (of_check(found, check)["outcome"], check) == ("fail", check)


def test_a_page_whose_links_go_on_makes_no_orphans(
    crew: Crew, site: Site, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.pipeline.sites.record.MOST_LINKS", 2)
    site.pages["/sitemap.xml"] = urlset(f"{site.url}/c")
    put("/", ["/a", "/b", "/c"])
    for path in ("/a", "/b", "/c"):
        put(path)
    found = crew.scan(f"{site.url}/")
    assert of_check(found, "link.orphan")["outcome"] == "not_measured"


def test_a_long_robots_txt_holds_nobody_up(
    crew: Crew, site: Site, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What there is no time to hold against it is held against it when it is asked."""
    monkeypatch.setattr(admission, "ROBOTS_SECONDS", -1)
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /secret\n"
    put("/", ["/secret/a", "/open"])
    put("/open")
    found = crew.scan(f"{site.url}/")
    assert page_at("/secret/a").reason == "blocked_by_robots"
    assert "/secret/a" not in site.requests
    assert (found.done, found.failed) == (2, 1)
