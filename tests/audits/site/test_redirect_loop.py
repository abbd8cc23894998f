"""redirect.loop."""

from __future__ import annotations

from support.site_views import broken, check, faults, page, site

ID = "redirect.loop"
LOOP = broken("/loop", "too_many_redirects")


def test_it_passes() -> None:
    view = site(page("/"), page("/old", to="/"))
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 1)


def test_it_fails() -> None:
    view = site(page("/", "/loop"), page("/a", "/loop"), LOOP)
    told = "no end of redirects; linked from https://example.com/ and 1 more"
    assert faults(ID, view) == {"/loop": told}


def test_a_loop_without_links_is_one_too() -> None:
    assert faults(ID, site(page("/"), LOOP)) == {"/loop": "no end of redirects"}


def test_it_does_not_apply_without_redirects() -> None:
    assert check(ID, site(page("/"), page("/a"))).outcome == "na"
