"""head.favicon."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.pages import answer, check, site_of
from webapp.domain.site_facts import Answer

ID = "head.favicon"
HOME = "https://example.com/"
NONE = answer("/favicon.ico", 404)
ICO = b"\0\0\1\0\1\0\x30\x30"


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="icon" href="/a.png">',
        '<link rel="SHORTCUT ICON" href="/a.ico">',
        '<link rel="apple-touch-icon" href="/a.png" sizes="180x180">',
        '<link rel="icon" href="/a.png" sizes="16x16 48x48">',
        '<link rel="icon" href="/a.svg"><link rel="icon" href="/a.png">',
        '<link rel="icon" href="/a.ico" sizes="any">',
    ],
)
def test_it_passes(link: str) -> None:
    html = f"<head>{link}</head>"
    assert check(ID, html, site=site_of(favicon=NONE)).outcome == "pass"


@pytest.mark.parametrize("body", [ICO, b"\x89PNG\r\n", b"GIF89a"])
def test_it_passes_with_a_favicon_ico(body: bytes) -> None:
    found = answer("/favicon.ico", 200, body, "application/octet-stream")
    assert check(ID, site=site_of(favicon=found)).outcome == "pass"


@pytest.mark.parametrize(
    "found", [NONE, answer("/favicon.ico", 200, "<!doctype html>", "image/x-icon")]
)
def test_it_fails(found: Answer) -> None:
    result = check(ID, url=HOME, site=site_of(favicon=found))
    assert result.outcome == "fail"
    assert result.findings[0].snippet == "/favicon.ico"


def test_another_page_than_the_start_page_warns() -> None:
    assert check(ID, site=site_of(favicon=NONE)).outcome == "warn"


@pytest.mark.parametrize(
    ("link", "note"),
    [
        ('<link rel="icon" href="/a.svg" sizes="any">', "SVG alone"),
        ('<link rel="icon" href="/a" type="image/svg+xml">', "SVG alone"),
        ('<link rel="icon" href="/a.png" sizes="16x16 32x32">', "below 48×48"),
        ('<link rel="icon" href="/a.png" sizes="96x48">', "not square"),
    ],
)
def test_an_icon_that_results_may_not_show_warns(link: str, note: str) -> None:
    result = check(ID, f"<head>{link}</head>", site=site_of(favicon=NONE))
    assert result.outcome == "warn"
    assert result.findings[0].note == note


@pytest.mark.parametrize("href", ["", "href", 'href=""'])
def test_a_link_without_an_address_is_none(href: str) -> None:
    html = f"<head><link rel=icon {href}></head>"
    assert check(ID, html, url=HOME, site=site_of(favicon=NONE)).outcome == "fail"


def test_it_is_not_measured() -> None:
    found = replace(NONE, status=None, problem="not_asked", note="No.")
    assert check(ID, url=HOME, site=site_of(favicon=found)).outcome == "not_measured"
    assert check(ID, url=HOME).outcome == "not_measured"


def test_it_applies_to_every_page() -> None:
    assert check(ID, site=site_of(favicon=NONE)).outcome != "na"
