"""canonical.attributes."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "canonical.attributes"


def test_it_passes() -> None:
    assert check(ID, "<link rel=canonical href=/page media='' id=c>").outcome == "pass"


@pytest.mark.parametrize(
    ("more", "href", "note"),
    [
        ("hreflang=de", "/page", "hreflang"),
        ("lang=de", "/page", "lang"),
        ("media=print type=text/html", "/page", "media, type"),
        ("", "/page#top", "a fragment"),
        ("type=text/html", "/page#", "type, a fragment"),
    ],
)
def test_it_fails(more: str, href: str, note: str) -> None:
    result = check(ID, f"<link rel=canonical {more} href='{href}'>")
    assert (result.outcome, result.findings[0].note) == ("fail", note)


def test_it_fails_by_a_header() -> None:
    headers = {"Link": '</page>; rel=canonical; hreflang=de; type="text/html"'}
    assert check(ID, headers=headers).findings[0].note == "hreflang, type"


def test_it_does_not_apply() -> None:
    assert check(ID, "<link rel=alternate hreflang=de href=/de>").outcome == "na"
