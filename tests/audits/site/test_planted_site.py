"""A site with each fault once: all are found, and nothing else is."""

from __future__ import annotations

from itertools import count

import pytest

from support.site_views import Draft, broken, notes, page, site
from webapp.audits.site import SITE_AUDITS
from webapp.audits.site_runner import run_site_audits
from webapp.domain.site_view import SiteView

_numbers = count(1)
SOUND = tuple(range(128))
NEARLY = (*SOUND[:-5], 1, 2, 3, 4, 5)
STUDY, GONE = "https://other.org/study", "https://other.org/gone"
LINKED = (
    "/about /contact /links /moves /title-1 /title-2 /desc-1 /desc-2 /text-1"
    " /text-2 /near-1 /near-2 /signals /copy /copy-of-hidden /hidden /alone /end /deep-1"
    " /en /de /fr /visit /visit?sid=1 /tags/1 /tags/2 /tags/3 /tags/4 /tags/5"
    " /round /outside /stale"
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
    "content.thin-section": {f"/tags/{number}" for number in range(1, 6)},
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


def sound(path: str, links: str = "/", **facts: object) -> Draft:
    """A page with nothing in common with any other."""
    own = f"number {next(_numbers)}"
    usual = {"title": own, "description": own, "text_hash": own, "word_count": 500}
    return page(path, links, **{**usual, **facts})


@pytest.fixture(scope="module")
def planted() -> SiteView:
    start = sound("/", LINKED)
    pages = [
        sound("/about"),
        sound("/contact"),
        sound("/links", "/ /gone"),
        broken("/gone"),
        sound("/moves", "/ /moved"),
        page("/moved", to="/about"),
        page("/hops", to="/about", hops="/hops /hop"),
        broken("/round", "too_many_redirects"),
        sound("/stale", is_noindex=True, in_sitemap=True),
        sound("/signals", is_noindex=True, canonical="/about"),
        sound("/copy", canonical="/about"),
        sound("/copy-of-hidden", canonical="/hidden"),
        sound("/hidden", is_noindex=True),
        sound("/title-1", title="Plants"),
        sound("/title-2", title="plants"),
        sound("/desc-1", description="All about plants."),
        sound("/desc-2", description="All about plants."),
        sound("/text-1", text_hash="same"),
        sound("/text-2", text_hash="same"),
        sound("/near-1", sketch=SOUND),
        sound("/near-2", sketch=NEARLY),
        sound("/alone", sketch=SOUND[::-1]),
        sound("/visit", text_hash="visit", title="Visit", description="Visit us."),
        sound(
            "/visit?sid=1", text_hash="visit", title="Visit", description="Visit us."
        ),
        *(sound(f"/tags/{number}", word_count=9) for number in range(1, 6)),
        sound("/outside", external_links=(STUDY, GONE)),
        sound("/lost", in_sitemap=True),
        *(sound(f"/deep-{number}", f"/ /deep-{number + 1}") for number in range(1, 5)),
        sound("/deep-5"),
        sound("/end", ""),
        sound("/en", alternates={"en": "/en", "de": "/de"}),
        sound("/de", alternates={"de": "/de"}),
        sound("/fr", alternates={"fr": "/fr", "nl": "/hidden"}),
    ]
    answers = {STUDY: "200", GONE: "404"}
    return site(start, *pages, has_sitemap=True, external=answers)


def test_each_fault_is_found_and_nothing_else(planted: SiteView) -> None:
    results = run_site_audits(planted)
    found = {meta.id: set(notes(planted, result)) for meta, result in results}
    assert found == EXPECTED


def test_every_check_is_planted() -> None:
    assert EXPECTED.keys() == {audit.meta.id for audit in SITE_AUDITS}


def test_a_sound_site_passes_everything() -> None:
    pair = {"en": "/about", "de": "/contact"}
    view = site(
        sound("/", "/about /contact /privacy /tags/1", canonical="/", in_sitemap=True),
        sound("/about", alternates=pair, sketch=SOUND),
        sound("/contact", alternates=pair, sketch=SOUND[::-1]),
        sound("/privacy", external_links=(STUDY,)),
        sound("/tags/1", "/tags/2"),
        *(sound(f"/tags/{n}", f"/ /tags/{n + 1}") for n in range(2, 4)),
        sound("/tags/4", "/ /tags/5?sid=1"),
        sound("/tags/5?sid=1", "/tags/5", canonical="/tags/5"),
        sound("/tags/5"),
        page("/old", to="/"),
        has_sitemap=True,
        external={STUDY: "200"},
    )
    results = {meta.id: result for meta, result in run_site_audits(view)}
    deep = results.pop("link.depth")
    assert {result.outcome for result in results.values()} == {"pass"}
    assert notes(view, deep) == {"/tags/5": "6 clicks away"}
