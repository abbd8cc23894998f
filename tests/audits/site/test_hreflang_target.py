"""hreflang.target."""

from __future__ import annotations

from support.site_views import broken, check, faults, page, site

ID = "hreflang.target"
PAIR = {"en": "/en", "de": "/de"}


def test_it_passes() -> None:
    view = site(page("/en", alternates=PAIR), page("/de", alternates=PAIR), page("/x"))
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 2)


def test_it_fails() -> None:
    many = {"en": "/en", "de": "/de", "fr": "/fr", "nl": "/nl", "it": "/it"}
    view = site(
        page("/en", alternates=many),
        page("/de", to="/en"),
        broken("/fr"),
        page("/nl", is_noindex=True),
        page("/it"),
    )
    assert faults(ID, view) == {
        "/en": "de https://example.com/de: it redirects to https://example.com/en;"
        " fr https://example.com/fr: it does not answer properly: 404;"
        " nl https://example.com/nl: it is noindex"
    }


def test_unknown_and_unread_versions_say_nothing() -> None:
    named = {"de": "https://example.de/", "fr": "/fr"}
    view = site(page("/en", alternates=named), broken("/fr", "timeout"))
    assert check(ID, view).outcome == "pass"


def test_it_does_not_apply_without_versions_on_the_site() -> None:
    elsewhere = {"en": "/", "de": "https://example.de/"}
    assert check(ID, site(page("/", alternates=elsewhere))).outcome == "na"
