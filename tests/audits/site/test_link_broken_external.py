"""link.broken-external."""

from __future__ import annotations

from support.site_views import check, faults, page, site

ID = "link.broken-external"
STUDY, GONE, SHY = "https://a.org/study", "https://a.org/gone", "https://b.org/"
LINKS = page("/", external_links=(STUDY, GONE))


def test_it_passes() -> None:
    view = site(LINKS, external={STUDY: "200", GONE: "http_301"})
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 1)


def test_it_fails_with_a_warning() -> None:
    view = site(LINKS, page("/a"), external={STUDY: "200", GONE: "http_404"})
    assert check(ID, view).outcome == "warn"
    assert faults(ID, view) == {"/": "https://a.org/gone (404)"}


def test_a_bare_status_and_a_failed_connection_count() -> None:
    view = site(LINKS, external={STUDY: "500", GONE: "connection_failed"})
    told = "https://a.org/study (500); https://a.org/gone (no connection)"
    assert faults(ID, view) == {"/": told}


def test_what_depends_on_who_asks_says_nothing() -> None:
    links = page("/", external_links=(STUDY, SHY))
    answers = {STUDY: "http_403", SHY: "timeout"}
    assert check(ID, site(links, external=answers)).outcome == "na"


def test_it_does_not_apply_where_nobody_was_asked() -> None:
    assert check(ID, site(LINKS)).outcome == "na"
