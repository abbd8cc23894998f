"""redirect.chain."""

from __future__ import annotations

from support.site_views import broken, check, faults, page, site

ID = "redirect.chain"


def test_it_passes() -> None:
    view = site(page("/"), page("/old", to="/"))
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 1)


def test_it_fails() -> None:
    view = site(page("/"), page("/old", to="/", hops="/old /newer"))
    assert faults(ID, view) == {
        "/old": "2 redirects: 301 from https://example.com/old,"
        " 301 from https://example.com/newer, to https://example.com/"
    }


def test_chains_to_errors_and_without_an_end_are_left_to_others() -> None:
    view = site(
        page("/"),
        page("/old", to="/"),
        broken("/a", to="/gone", hops="/a /b"),
        broken("/c", "too_many_redirects", to="/d", hops="/c /d /c /d"),
    )
    assert check(ID, view).outcome == "pass"


def test_it_does_not_apply_without_redirects() -> None:
    assert check(ID, site(page("/"), broken("/gone"))).outcome == "na"
