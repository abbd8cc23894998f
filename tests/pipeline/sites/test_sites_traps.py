"""Addresses that a site makes without end are seen, and ordinary ones are not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.pipeline.sites.dates import year_of
from webapp.pipeline.sites.sessions import without_session
from webapp.pipeline.sites.traps import Trap, Traps, path_shape_of, shape_of

TODAY = date(2026, 11, 28)
SITE = "https://example.com"
HEX = "0123456789abcdef" * 2


def trap_of(path: str, shapes: int = 0, paths: int = 0) -> str:
    url = SITE + path
    counts = {shape_of(url): shapes}, {path_shape_of(url): paths}
    return Traps(*counts, TODAY).trap_of(url)


@pytest.mark.parametrize(
    ("path", "trap"),
    [
        ("/" + "/".join("abcdefghijklmnop"), Trap.DEEP),
        ("/a/b/a/c/a", Trap.LOOP),
        ("/shop/shoes/shop/shoes", Trap.LOOP),
        ("/?" + "&".join(f"p{n}={n}" for n in range(7)), Trap.PARAMETERS),
        ("/a;jsessionid=1A2B", Trap.SESSION),
        ("/(S(lit3py55t21z5v55vlm25s55))/a", Trap.SESSION),
        ("/a?PHPSESSID=abc", Trap.SESSION),
        ("/a?x=1&ASPSESSIONIDQQ=abc", Trap.SESSION),
        ("/a?session_id=1", Trap.SESSION),
        (f"/a?sid={HEX}", Trap.SESSION),
        (f"/a?s={HEX}", Trap.SESSION),
        ("/events/2031-05/", Trap.CALENDAR),
        ("/calendar?month=5&year=2031", Trap.CALENDAR),
        ("/calendar?day=2031-05-01T00:00", Trap.CALENDAR),
    ],
)
def test_traps_that_are_seen_at_once(path: str, trap: Trap) -> None:
    assert trap_of(path) == trap


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/" + "/".join("abcdefghijklmno"),
        "/bible/1/1/1/1",
        "/2011/11/11/",
        "/a/b/a/b2",
        "/a/a",
        "/?" + "&".join(f"p{n}={n}" for n in range(6)),
        "/search?s=how-to-win-in-20-days-or-less",
        "/a?sid=42",
        "/a?session=2031",
        "/a?session=keynote-on-the-first-day",
        "/item/2099",
        "/2009/05/12/",
        "/2031/05/a-story-that-has-a-name",
        "/events/2029-11/",
        "/product?id=20310501x",
    ],
)
def test_ordinary_addresses(path: str) -> None:
    assert trap_of(path, shapes=29, paths=199) == ""


@pytest.mark.parametrize(
    ("path", "number", "trap"),
    [
        ("/events/2026-05/", 149, ""),
        ("/events/2026-05/", 150, Trap.CALENDAR),
        ("/events/2019-05/", 29, ""),
        ("/events/2019-05/", 30, Trap.CALENDAR),
        ("/2026/05/a-story", 1000, ""),
        ("/product/12", 1000, ""),
    ],
)
def test_how_much_of_a_calendar_is_let_in(path: str, number: int, trap: str) -> None:
    assert trap_of(path, shapes=number) == trap


@pytest.mark.parametrize(
    ("query", "number", "trap"),
    [
        ("a=1&b=2&c=3", 199, ""),
        ("a=1&b=2&c=3", 200, Trap.QUERIES),
        ("f=1&t=2", 1999, ""),
        ("f=1&t=2", 2000, Trap.QUERIES),
        ("", 5000, ""),
    ],
)
def test_how_many_queries_of_a_path(query: str, number: int, trap: str) -> None:
    assert trap_of(f"/list?{query}" if query else "/list", paths=number) == trap


def test_what_is_let_in_counts() -> None:
    traps = Traps({}, {}, TODAY)
    let_in = 0
    for year in range(1990, 2060):
        for month in range(1, 13):
            url = f"{SITE}/calendar/{year}/{month:02}"
            if not traps.trap_of(url):
                traps.let_in(url)
                let_in += 1
    assert let_in == 30 + 7 * 12  # long ago, and three years back and on


@pytest.mark.parametrize(
    ("path", "year"),
    [
        ("/a/2031/05/", 2031),
        ("/a/2031-05-01", 2031),
        ("/a/20310501", 2031),
        ("/a/01.05.2031/", 2031),
        ("/a/may/2031", 2031),
        ("/a/2031-w05", 2031),
        ("/a?from=2031-05-01&to=2031-06-01", 2031),
        ("/a?filter[year]=2031", 2031),
        ("/a/2031", None),
        ("/a/v2031-05", None),
        ("/a/2031-13", None),
        ("/a?id=2031", None),
        ("/a/123/456", None),
    ],
)
def test_dates(path: str, year: int | None) -> None:
    assert year_of(SITE + path) == year


@pytest.mark.parametrize(
    ("path", "bare"),
    [
        ("/a.html;jsessionid=1A.node2?x=1", "/a.html?x=1"),
        ("/(S(lit3py55t21z5v55vlm25s55))/a", "/a"),
        ("/a?PHPSESSID=abc", "/a"),
        (f"/a?x=1&sid={HEX}&y=2", "/a?x=1&y=2"),
        ("/a?sid=42", "/a?sid=42"),
        ("/a?", "/a?"),
        ("/f(x)/a", "/f(x)/a"),
    ],
)
def test_addresses_without_their_session(path: str, bare: str) -> None:
    assert without_session(SITE + path) == SITE + bare


def test_names_of_addresses() -> None:
    assert shape_of(f"{SITE}/a/12?b=3&c=4") == shape_of(f"{SITE}/a/3?c=12&b=1")
    assert shape_of(f"{SITE}/a/12") != shape_of(f"{SITE}/b/12")
    assert path_shape_of(f"{SITE}/a/12?b=3") == path_shape_of(f"{SITE}/a/12")
    assert path_shape_of(f"{SITE}/a/12") != path_shape_of(f"{SITE}/a/13")
    assert len(shape_of(SITE)) == len(path_shape_of(SITE)) == 16


@given(st.text("/?&=;()0123456789-aS.%", max_size=200))
def test_any_address_is_told(path: str) -> None:
    assert trap_of(f"/{path}") in ("", *Trap)
