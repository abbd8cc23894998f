"""eeat.pages."""

from __future__ import annotations

import pytest

from support.site_views import broken, check, faults, page, site

ID = "eeat.pages"
THREE = "/about-us /contact /privacy-policy"


@pytest.mark.parametrize(
    "links",
    [
        THREE,
        "/impressum.html /datenschutz",
        "/ueber-uns /kontakt /datenschutzerklaerung",
        "/qui-sommes-nous /nous-contacter /politique-de-confidentialit%C3%A9",
        "/quienes_somos /contacto /privacidad",
        "/会社概要 /お問い合わせ /プライバシーポリシー",
        "/о-нас /контакты /политика-конфиденциальности",
    ],
)
def test_it_passes(links: str) -> None:
    view = site(page("/", links), *map(page, links.split()))
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 1)


def test_titles_tell_too_and_two_clicks_are_enough() -> None:
    view = site(
        page("/", "/p1"),
        page("/p1", "/p2 /p3", title="About us"),
        page("/p2", title="Kontakt"),
        page("/p3", title="Privacy"),
    )
    assert check(ID, view).outcome == "pass"


def test_it_fails() -> None:
    view = site(page("/", "/about /contact"), page("/about"), broken("/contact"))
    assert faults(ID, view) == {"/": "missing: contact, privacy"}


def test_three_clicks_are_too_many() -> None:
    way = [page("/", "/1 /about /contact"), page("/1", "/2"), page("/2", "/privacy")]
    view = site(*way, page("/about"), page("/contact"), page("/privacy"))
    assert faults(ID, view) == {"/": "missing: privacy"}


def test_words_within_words_are_none() -> None:
    links = "/roundabout /contactless /piracy"
    view = site(page("/", links), *map(page, links.split()))
    assert faults(ID, view) == {"/": "missing: about, contact, privacy"}


def test_it_is_not_measured_where_pages_were_left_out() -> None:
    view = site(page("/", "/a"), page("/a"), is_whole=False)
    assert check(ID, view).outcome == "not_measured"


def test_it_does_not_apply_without_links() -> None:
    assert check(ID, site(page("/"), page("/about"))).outcome == "na"
