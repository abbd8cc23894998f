"""content.dup-exact."""

from __future__ import annotations

from support.site_views import check, faults, page, site

ID = "content.dup-exact"


def test_it_passes() -> None:
    view = site(page("/", text_hash="x"), page("/a", text_hash="y"), page("/b"))
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 2)


def test_it_fails() -> None:
    view = site(
        page("/", text_hash="x"), page("/a", text_hash="x"), page("/b", text_hash="y")
    )
    assert faults(ID, view) == {
        "/": "the text of https://example.com/a",
        "/a": "the text of https://example.com/",
    }


def test_canonical_copies_and_redirects_are_no_fault() -> None:
    view = site(
        page("/", text_hash="x"),
        page("/print", text_hash="x", canonical="/"),
        page("/old", text_hash="x", to="/"),
        page("/hidden", text_hash="x", is_noindex=True),
        page("/b", text_hash="y"),
    )
    assert check(ID, view).outcome == "pass"


def test_addresses_that_differ_by_session_are_one() -> None:
    view = site(page("/a", text_hash="x"), page("/a?sid=1", text_hash="x"))
    assert check(ID, view).outcome == "pass"


def test_pages_of_hardly_any_text_are_not_the_same() -> None:
    assert check(ID, site(page("/"), page("/a"))).outcome == "na"
