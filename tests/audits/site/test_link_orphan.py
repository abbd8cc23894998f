"""link.orphan."""

from __future__ import annotations

from support.site_views import check, faults, page, site

ID = "link.orphan"
ORPHAN = site(page("/", "/a"), page("/a", "/"), page("/lost", "/lost", in_sitemap=True))


def test_it_passes() -> None:
    view = site(page("/", "/a"), page("/a", "/b"), page("/b"))
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 2)


def test_it_fails() -> None:
    assert faults(ID, ORPHAN) == {"/lost": "known from a sitemap alone"}


def test_a_link_to_its_redirect_is_one() -> None:
    view = site(page("/", "/old"), page("/old", to="/a"), page("/a"))
    assert check(ID, view).outcome == "pass"


def test_its_own_link_is_none_by_way_of_a_redirect_either() -> None:
    lost = page("/lost", "/lost.html")
    view = site(page("/", "/a"), page("/a"), lost, page("/lost.html", to="/lost"))
    assert faults(ID, view) == {"/lost": "known from the list of the scan alone"}


def test_the_page_behind_the_start_address_needs_no_link() -> None:
    view = site(page("/", to="/home"), page("/home", "/a"), page("/a"))
    assert check(ID, view).outcome == "pass"


def test_hidden_pages_and_copies_need_no_link() -> None:
    view = site(
        page("/", "/a"),
        page("/a"),
        page("/thanks", is_noindex=True),
        page("/print", canonical="/a"),
        page("/old", to="/a"),
    )
    assert check(ID, view).outcome == "pass"


def test_it_is_not_measured_where_pages_were_left_out() -> None:
    view = site(page("/", "/a"), page("/a"), page("/lost"), is_whole=False)
    assert check(ID, view).outcome == "not_measured"


def test_it_does_not_apply_to_lists_and_single_pages() -> None:
    listed = site(page("/", "/a"), page("/a"), page("/lost"), has_links=False)
    assert check(ID, listed).outcome == "na"
    assert check(ID, site(page("/", "/"))).outcome == "na"
