"""A real site with each fault of the site checks once: all found, and nothing else.

What each page says otherwise, and where it stands, is sound. ``audits/site`` plants the
same in a view; here the pages are fetched, parsed and judged by the workers' own code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from services.sites.conftest import Crew, urlset
from support.site import Answer, Site
from webapp.audits.site import SITE_AUDITS
from webapp.domain.site_status import SiteStatus
from webapp.extensions import db
from webapp.models import SiteFinding, SitePage, SiteScan

Put = Callable[..., None]
NOINDEX = '<meta name="robots" content="noindex">'
TAGS = {f"/tags/{number}" for number in range(1, 6)}
#: The pages that the start page links to, apart from the tags.
LINKED = (
    *("/about", "/contact", "/links", "/moves", "/title-1", "/title-2", "/desc-1"),
    *("/desc-2", "/text-1", "/text-2", "/near-1", "/near-2", "/signals", "/copy"),
    *("/copy-of-hidden", "/hidden", "/end", "/deep-1", "/en", "/de", "/fr", "/visit"),
    *("/visit?sid=1", "/round", "/outside", "/stale"),
)
EXPECTED = {
    "redirect.loop": {"/round"},
    "redirect.chain": {"/hops"},
    "sitemap.pages": {"/stale"},
    "index.mixed-signals": {"/signals"},
    "canonical.target": {"/copy-of-hidden"},
    "url.session-params": {"/visit?sid=1"},
    "title.duplicate": {"/title-1", "/title-2"},
    "desc.duplicate": {"/desc-1", "/desc-2"},
    "content.dup-exact": {"/text-1", "/text-2"},
    "content.dup-near": {"/near-1", "/near-2"},
    "content.thin-section": TAGS,
    "link.broken": {"/links"},
    "link.broken-external": {"/outside"},
    "link.redirect": {"/moves"},
    "link.orphan": {"/lost"},
    "link.depth": {"/deep-5"},
    "link.dead-end": {"/end"},
    "hreflang.target": {"/fr"},
    "hreflang.return": {"/en"},
    "eeat.pages": {"/"},
}


@pytest.fixture(autouse=True)
def each_database() -> None:
    """On SQLite alone: what is judged was read alike from both (``test_deaths``)."""


@pytest.fixture
def other() -> Iterator[Site]:
    """Somebody else's site, to which links lead."""
    pages = Site()
    pages.pages["/study"] = "<title>A study</title>"
    yield pages
    pages.close()


def redirect(to: str) -> Callable[[], Answer]:
    return lambda: (301, {"Location": to}, b"")


def alternates(site: Site, **paths: str) -> str:
    link = '<link rel="alternate" hreflang="{}" href="{}{}">'
    return "".join(link.format(code, site.url, path) for code, path in paths.items())


def words(start: int, number: int) -> str:
    """A text that has no five words in common with one of other numbers."""
    return " ".join(f"w{start + place}" for place in range(number)) + ". "


def plant(site: Site, other: Site, put: Put) -> None:
    put("/", [*LINKED, *sorted(TAGS)])
    for path in ("/about", "/contact", "/hidden", "/lost"):
        put(path, ["/"], head=NOINDEX if path == "/hidden" else "")
    plant_links(site, other, put)
    plant_texts(put)
    plant_signals(site, put)


def plant_links(site: Site, other: Site, put: Put) -> None:
    put("/links", ["/", "/gone"])
    put("/moves", ["/", "/moved", "/hops"])
    site.pages["/moved"] = redirect("/about")
    site.pages["/hops"] = redirect("/hop")
    site.pages["/hop"] = redirect("/about")
    site.pages["/round"] = redirect("/round")
    put("/outside", ["/", f"{other.url}/study", f"{other.url}/gone"])
    for number in range(1, 5):
        put(f"/deep-{number}", ["/", f"/deep-{number + 1}"])
    put("/deep-5", ["/"])
    put("/end")


def plant_texts(put: Put) -> None:
    put("/title-1", ["/"], title="Plants for balconies in the shade")
    put("/title-2", ["/"], title="Plants for balconies in the shade")
    put("/desc-1", ["/"], description="All about plants that like the shade of a wall.")
    put("/desc-2", ["/"], description="All about plants that like the shade of a wall.")
    # The heading is of the text, so it is the same for the copies word for word.
    for path in ("/text-1", "/text-2"):
        put(path, ["/"], heading="One text", text=words(1000, 200))
    put("/near-1", ["/"], text=words(2000, 400))
    put("/near-2", ["/"], text=words(2000, 398) + "or so. ")
    for path in TAGS:
        put(path, ["/"], text=f"Little about {path}. ", times="1")


def plant_signals(site: Site, put: Put) -> None:
    put("/stale", ["/"], head=NOINDEX)
    canonical = '<link rel="canonical" href="{}">'
    about, hidden = (canonical.format(site.url + to) for to in ("/about", "/hidden"))
    put("/signals", ["/"], head=NOINDEX + about)
    put("/copy", ["/"], head=about)
    put("/copy-of-hidden", ["/"], head=hidden)
    visit = {"title": "Where to visit us", "description": "How to get to us."}
    for path in ("/visit", "/visit?sid=1"):
        put(path, ["/"], text="From the station it is ten minutes on foot. ", **visit)
    put("/en", ["/"], head=alternates(site, en="/en", de="/de"))
    put("/de", ["/"], head=alternates(site, de="/de"))
    put("/fr", ["/"], head=alternates(site, fr="/fr", nl="/hidden"))
    site.pages["/sitemap.xml"] = urlset(
        *(site.url + path for path in ("/", "/lost", "/stale"))
    )


def found_in(site: SiteScan, url: str) -> dict[str, set[str]]:
    findings = select(SiteFinding.check_id, SitePage.url).join(SitePage)
    rows = db.session.execute(findings.where(SitePage.site_scan_id == site.id))
    found: dict[str, set[str]] = defaultdict(set)
    for check_id, address in rows:
        found[check_id].add(address.removeprefix(url))
    return dict(found)


def test_each_fault_is_found_and_nothing_else(
    crew: Crew, site: Site, other: Site, put: Put
) -> None:
    plant(site, other, put)
    scanned = crew.scan(f"{site.url}/", asks_external=True)
    assert scanned.status == SiteStatus.FINISHED
    found = found_in(scanned, site.url)
    mine = {audit.meta.id for audit in SITE_AUDITS}
    assert mine == EXPECTED.keys()
    assert {check: paths for check, paths in found.items() if check in mine} == EXPECTED
