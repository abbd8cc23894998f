"""link.redirect."""

from __future__ import annotations

from support.site_views import broken, check, faults, page, site

ID = "link.redirect"


def test_it_passes() -> None:
    view = site(page("/", "/a"), page("/a", "/"), page("/old", to="/a"))
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 2)


def test_it_fails() -> None:
    view = site(page("/", "/old /a"), page("/a", "/"), page("/old", to="/a"))
    told = "https://example.com/old leads to https://example.com/a"
    assert faults(ID, view) == {"/": told}


def test_a_redirect_off_the_site_counts() -> None:
    view = site(page("/", "/shop"), page("/shop", to="https://shop.org/"))
    assert faults(ID, view) == {
        "/": "https://example.com/shop leads to https://shop.org/"
    }


def test_errors_and_loops_are_left_to_others() -> None:
    view = site(
        page("/", "/old /loop"),
        broken("/old", to="/gone"),
        broken("/loop", "too_many_redirects", to="/loop"),
    )
    assert check(ID, view).outcome == "pass"


def test_it_does_not_apply_without_links() -> None:
    assert check(ID, site(page("/"), page("/old", to="/"))).outcome == "na"
