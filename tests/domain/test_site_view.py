"""A scanned site as the site checks see it."""

from __future__ import annotations

from support.site_views import broken, page, site
from webapp.domain.site_view import UNKNOWN, SiteView, Target


def test_inlinks_leave_a_pages_own_links_out() -> None:
    view = site(page("/", "/ /a"), page("/a", "/ /a"), page("/b", "/a"))
    assert view.inlinks == [[1], [0, 2], []]


def test_depths_count_the_fewest_clicks() -> None:
    view = site(page("/", "/a /b"), page("/a", "/c"), page("/b"), page("/c", "/"))
    assert view.depths == [0, 1, 1, 2]


def test_depths_go_through_redirects_for_nothing() -> None:
    view = site(
        page("/", to="/home"),
        page("/home", "/old /far"),
        page("/old", to="/a"),
        page("/far", "/a /lost-end"),
        page("/a", "/b"),
        page("/b"),
        page("/lost-end", to="https://other.org/"),
        page("/nowhere", "/b"),
    )
    assert view.depths == [0, 0, 1, 1, 1, 2, 2, None]
    assert SiteView(()).depths == []


def test_indexable_is_what_may_be_found() -> None:
    view = site(
        page("/", canonical="/"),
        page("/a"),
        page("/hidden", is_noindex=True),
        page("/copy", canonical="/a"),
        page("/foreign", canonical="https://other.org/"),
        page("/old", to="/a"),
        broken("/gone"),
    )
    assert view.indexable == [0, 1]


def test_its_own_address_by_way_of_a_redirect_is_no_other_page() -> None:
    view = site(page("/a/", canonical="/a"), page("/a", to="/a/"))
    assert view.indexable == [0]


def test_where_an_address_ends() -> None:
    view = site(page("/"), page("/old", to="/"), page("/out", to="https://other.org/"))
    ends = [view.end_of(Target("", place)) for place in (0, 1, 2, UNKNOWN)]
    assert ends == [0, 0, UNKNOWN, UNKNOWN]
