"""hreflang.return."""

from __future__ import annotations

from support.site_views import broken, check, faults, page, site

ID = "hreflang.return"
PAIR = {"en": "/en", "de": "/de"}


def test_it_passes() -> None:
    view = site(page("/en", alternates=PAIR), page("/de", alternates=PAIR), page("/x"))
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 2)


def test_it_fails_for_the_page_that_is_not_named() -> None:
    only_itself = {"de": "/de"}
    view = site(page("/en", alternates=PAIR), page("/de", alternates=only_itself))
    assert faults(ID, view) == {"/en": "not named by https://example.com/de"}


def test_a_return_by_way_of_a_redirect_is_one() -> None:
    back = {"en": "/old"}
    view = site(
        page("/en", alternates=PAIR),
        page("/de", alternates=back),
        page("/old", to="/en"),
    )
    assert check(ID, view).outcome == "pass"


def test_versions_that_cannot_be_found_are_left_to_another_check() -> None:
    view = site(
        page("/en", alternates={"de": "/de", "fr": "/fr", "nl": "/nl"}),
        page("/de", is_noindex=True),
        broken("/fr"),
        page("/nl", alternates={"en": "/en"}),
        page("/copy", canonical="/en", alternates={"nl": "/nl"}),
    )
    assert check(ID, view).outcome == "pass"


def test_it_does_not_apply_without_versions() -> None:
    assert check(ID, site(page("/"), page("/de"))).outcome == "na"
