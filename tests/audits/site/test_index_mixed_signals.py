"""index.mixed-signals."""

from __future__ import annotations

from support.site_views import broken, check, faults, page, site

ID = "index.mixed-signals"


def test_it_passes() -> None:
    view = site(
        page("/", "/a", canonical="/"),
        page("/a", in_sitemap=True),
        page("/copy", canonical="/a"),
        page("/thanks", is_noindex=True, canonical="/thanks"),
    )
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 4)


def test_it_fails_for_noindex_with_another_canonical() -> None:
    view = site(page("/"), page("/copy", is_noindex=True, canonical="/"))
    assert faults(ID, view) == {
        "/copy": "noindex, and https://example.com/ as canonical"
    }


def test_it_fails_for_a_listed_page_with_nofollow_links_alone() -> None:
    shy = page("/shy", in_sitemap=True)
    view = site(page("/", "/a", nofollow="/shy"), page("/a", nofollow="/shy"), shy)
    assert faults(ID, view) == {
        "/shy": "in a sitemap, and all links to it are nofollow"
    }
    by_page = site(page("/", "/shy", is_nofollow=True), shy)
    assert faults(ID, by_page).keys() == {"/shy"}


def test_one_link_that_may_be_followed_is_enough() -> None:
    shy = page("/shy", in_sitemap=True)
    view = site(page("/", "/a", nofollow="/shy"), page("/a", "/shy"), shy)
    assert check(ID, view).outcome == "pass"


def test_it_does_not_apply_where_nothing_was_scanned() -> None:
    assert check(ID, site(broken("/"))).outcome == "na"
