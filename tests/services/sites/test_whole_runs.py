"""Site scans from their start to their end, over a real site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import select

from services.sites.conftest import Crew, of_check, reload, urlset
from support.site import Site
from support.valkey import Valkey
from webapp.domain.site_plan import SiteSource
from webapp.domain.site_status import PageState, SiteStatus
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import Scan, SiteFinding, SitePage, SiteScan
from webapp.services.sites import actions, asking

Put = Callable[..., None]
EXTERNAL = "link.broken-external"


@pytest.fixture(autouse=True)
def each_database() -> None:
    """On SQLite alone, since each takes seconds: ``test_deaths`` runs on both."""


def paths(site: SiteScan, state: PageState) -> list[str]:
    mine = (SitePage.site_scan_id == site.id) & (SitePage.state == state)
    urls = db.session.scalars(select(SitePage.url).where(mine).order_by(SitePage.id))
    return ["/" + url.split("/", 3)[3] for url in urls]


def test_links_are_followed_and_each_page_is_scanned_once(
    crew: Crew, site: Site, put: Put
) -> None:
    put("/", ["/a", "/b", "/a#part", "/picture.jpg", "https://example.com/"])
    put("/a", ["/", "/b?x=1&y=2", "/b?y=2&x=1"])
    put("/b", ["/c"])
    put("/b?x=1&y=2")
    put("/c", ["/"])
    found = crew.scan(f"{site.url}/")
    assert found.status == SiteStatus.FINISHED
    done = sorted(paths(found, PageState.DONE))
    assert done == ["/", "/a", "/b", "/b?x=1&y=2", "/c"]
    assert (found.found, found.done, found.failed, found.left) == (5, 5, 0, 0)
    assert found.host == site.url.removeprefix("http://")
    pages = Counter(path for path in site.requests if path != "/robots.txt")
    assert all(pages[path] == 1 for path in ("/", "/a", "/b", "/c"))
    assert Counter(site.requests)["/robots.txt"] == 1
    assert found.score is not None
    assert found.report is not None


def test_pages_are_scans_of_the_user_that_end_full_and_ask_nobody_else(
    crew: Crew, site: Site, put: Put
) -> None:
    put("/", ["/a"])
    put("/a")
    found = crew.scan(f"{site.url}/")
    scans = db.session.scalars(select(Scan)).all()
    assert {scan.status for scan in scans} == {ScanStatus.FULL_READY}
    assert {scan.user_id for scan in scans} == {crew.owner.id}
    assert {scan.site_scan_id for scan in scans} == {found.id}
    assert {scan.queue for scan in scans} == {"xenlixai_low"}


def test_robots_txt_is_obeyed_without_a_request(
    crew: Crew, site: Site, put: Put
) -> None:
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /secret\n"
    put("/", ["/secret/a", "/open"])
    put("/open")
    found = crew.scan(f"{site.url}/")
    assert paths(found, PageState.SKIPPED) == ["/secret/a"]
    assert "/secret/a" not in site.requests
    assert found.skipped == 1


def test_a_broken_page_is_failed_with_its_status(
    crew: Crew, site: Site, put: Put
) -> None:
    put("/", ["/gone"])
    found = crew.scan(f"{site.url}/")
    page = db.session.scalars(
        select(SitePage).where(SitePage.url.endswith("gone"))
    ).one()
    assert (page.state, page.reason, page.status) == ("failed", "http_404", 404)
    assert (found.done, found.failed) == (1, 1)


def test_sitemaps_fill_the_frontier(crew: Crew, site: Site, put: Put) -> None:
    site.pages["/robots.txt"] = f"Sitemap: {site.url}/map.xml\n"
    site.pages["/map.xml"] = urlset(f"{site.url}/a", f"{site.url}/only-here")
    for path in ("/a", "/only-here", "/linked"):
        put(path)
    put("/", ["/a", "/linked"])
    found = crew.scan(f"{site.url}/")
    pages = db.session.scalars(select(SitePage).order_by(SitePage.url)).all()
    listed = {page.url.rsplit("/", 1)[1]: page.in_sitemap for page in pages}
    assert listed == {"": False, "a": True, "linked": False, "only-here": True}
    assert [part["pages"] for part in found.sitemaps] == [2]


def test_only_what_the_sitemap_lists(crew: Crew, site: Site, put: Put) -> None:
    site.pages["/sitemap.xml"] = urlset(f"{site.url}/a")
    put("/", ["/b"])
    put("/a", ["/b"])
    found = crew.scan(f"{site.url}/", source=SiteSource.SITEMAP)
    assert paths(found, PageState.DONE) == ["/a"]


def test_only_what_is_listed(crew: Crew, site: Site, put: Put) -> None:
    put("/a", ["/b"])
    put("/b", ["/a"])
    put("/c", ["/d"])
    listed = (f"{site.url}/a", f"{site.url}/c", f"{site.url}/a#x")
    found = crew.scan(f"{site.url}/a", source=SiteSource.LIST, urls=listed)
    assert paths(found, PageState.DONE) == ["/a", "/c"]


def test_a_sitemap_that_lists_nothing_ends_the_run(crew: Crew, site: Site) -> None:
    found = crew.scan(f"{site.url}/", source=SiteSource.SITEMAP)
    assert (found.status, found.found, found.score) == (SiteStatus.FINISHED, 0, None)


@pytest.mark.parametrize(
    ("plan", "done"),
    [
        ({"max_pages": 2}, ["/", "/a"]),
        ({"max_depth": 1}, ["/", "/a", "/b"]),
        ({"exclude": ("/a*",)}, ["/", "/b"]),
        ({"include": ("/b*",)}, ["/", "/b"]),
    ],
)
def test_limits_and_patterns(
    crew: Crew, site: Site, put: Put, plan: dict[str, object], done: list[str]
) -> None:
    put("/", ["/a", "/b"])
    put("/a", ["/a/1"])
    put("/b")
    put("/a/1")
    found = crew.scan(f"{site.url}/", **plan)
    assert paths(found, PageState.DONE) == done
    assert found.is_cut == ("max_pages" in plan)


def test_an_endless_calendar_ends(crew: Crew, site: Site, put: Put) -> None:
    put("/", ["/calendar/2026/1"])
    for year in range(2026, 2040):
        for month in range(1, 13):
            after = (year + month // 12, month % 12 + 1)
            put(f"/calendar/{year}/{month}", [f"/calendar/{after[0]}/{after[1]}"])
    found = crew.scan(f"{site.url}/", max_depth=100)
    assert 12 < found.done < 60
    skipped = db.session.scalars(
        select(SitePage.reason).where(SitePage.state == PageState.SKIPPED)
    )
    assert set(skipped) == {"trap_calendar"}


def test_a_redirect_is_no_page_and_leads_to_one(
    crew: Crew, site: Site, put: Put
) -> None:
    put("/", ["/old"])
    put("/new", ["/"])
    site.pages["/old"] = lambda: (301, {"Location": "/new"}, b"")
    found = crew.scan(f"{site.url}/")
    assert paths(found, PageState.DONE) == ["/", "/old", "/new"]
    old = db.session.scalars(
        select(SitePage).where(SitePage.url.endswith("/old"))
    ).one()
    of_old = select(SiteFinding.check_id).where(SiteFinding.page_id == old.id)
    assert list(db.session.scalars(of_old)) == []
    assert old.is_indexable is False


def test_a_site_whose_robots_txt_is_broken_fails_after_some_tries(
    crew: Crew, site: Site, valkey: Valkey
) -> None:
    site.pages["/robots.txt"] = lambda: (503, {}, b"")
    started = crew.start(f"{site.url}/")
    asking.look_after()
    crew.work()
    waiting = reload(started.id)
    assert (waiting.status, waiting.tries) == (SiteStatus.DISCOVERING, 1)
    assert asking.look_after() == 0  # its time has not come
    actions.cancel(waiting.id)
    assert reload(started.id).status == SiteStatus.CANCELED


def test_links_to_other_sites_are_tried_on_request(
    crew: Crew, site: Site, put: Put
) -> None:
    other = Site()
    try:
        other.pages["/there"] = "<title>t</title>"
        put("/", ["/a", f"{other.url}/there", f"{other.url}/gone"])
        put("/a", [f"{other.url}/gone"])
        assert of_check(crew.scan(f"{site.url}/"), EXTERNAL)["outcome"] == "na"
        assert other.requests == []
        whole = crew.scan(f"{site.url}/", asks_external=True)
        found = of_check(whole, EXTERNAL)
        assert (found["outcome"], found["affected"]) == ("warn", 2)
        assert Counter(other.requests)["/there"] == 1
    finally:
        other.close()
