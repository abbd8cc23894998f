"""title.duplicate."""

from __future__ import annotations

from support.site_views import broken, check, faults, page, site

ID = "title.duplicate"


def test_it_passes() -> None:
    result = check(ID, site(page("/", title="Garden"), page("/a", title="Tomatoes")))
    assert (result.outcome, result.judged, result.affected) == ("pass", 2, ())


def test_it_fails_for_each_page_of_a_group() -> None:
    view = site(
        page("/", title="Our  plants"),
        page("/a", title="our plants "),
        page("/b", title="Our plants"),
        page("/c", title="Tomatoes"),
    )
    assert faults(ID, view) == {
        "/": "the title of https://example.com/a and of 1 more",
        "/a": "the title of https://example.com/ and of 1 more",
        "/b": "the title of https://example.com/ and of 1 more",
    }
    assert "3 of 4 pages share 1 title" in check(ID, view).explanation


def test_only_pages_that_may_be_found_count() -> None:
    view = site(
        page("/", title="Plants", canonical="/"),
        page("/noindex", title="Plants", is_noindex=True),
        page("/copy", title="Plants", canonical="/"),
        page("/old", title="Plants", to="/"),
        broken("/gone", title="Plants"),
        page("/b", title="Other"),
    )
    assert check(ID, view).outcome == "pass"


def test_missing_titles_are_no_duplicates() -> None:
    view = site(page("/"), page("/a"), page("/b", title="A"), page("/c", title="B"))
    assert check(ID, view).outcome == "pass"


def test_copies_of_one_text_are_one_fault_of_another_check() -> None:
    view = site(
        page("/", title="Plants", text_hash="x"),
        page("/a", title="Plants", text_hash="x"),
        page("/b", title="Other", text_hash="y"),
    )
    assert check(ID, view).outcome == "pass"


def test_language_versions_may_share_it() -> None:
    both = {"en-GB": "/gb", "en-US": "/us"}
    view = site(
        page("/gb", title="Plants", alternates=both),
        page("/us", title="Plants", alternates=both),
    )
    assert check(ID, view).outcome == "pass"


def test_it_does_not_apply_without_two_titles() -> None:
    assert check(ID, site(page("/", title="Garden"), page("/a"))).outcome == "na"
