"""link.dead-end."""

from __future__ import annotations

from support.site_views import broken, check, faults, page, site

ID = "link.dead-end"


def test_it_passes() -> None:
    view = site(page("/", "/a"), page("/a", "/"), broken("/x"))
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 2)


def test_it_fails() -> None:
    view = site(page("/", "/a /b"), page("/a"), page("/b", "/b"))
    told = "no link to another page of the site"
    assert faults(ID, view) == {"/a": told, "/b": told}


def test_hidden_pages_may_end() -> None:
    view = site(page("/", "/a"), page("/a", "/"), page("/thanks", is_noindex=True))
    assert check(ID, view).outcome == "pass"


def test_it_is_not_measured_where_pages_were_left_out() -> None:
    view = site(page("/", "/a"), page("/a"), is_whole=False)
    assert check(ID, view).outcome == "not_measured"


def test_it_does_not_apply_to_lists_and_single_pages() -> None:
    assert check(ID, site(page("/"))).outcome == "na"
    assert check(ID, site(page("/"), page("/a"), has_links=False)).outcome == "na"
