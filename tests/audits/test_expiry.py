"""Dates of unavailable_after."""

from __future__ import annotations

import pytest

from webapp.audits.expiry import is_past, parse_expiry


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("25 jun 2010 15:00:00 pst", "2010-06-25T15:00:00-08:00"),
        ("fri, 25 aug 2007 15:00:00 +0200", "2007-08-25T15:00:00+02:00"),
        ("25-aug-2007 15:00:00 est", "2007-08-25T15:00:00-05:00"),
        ("saturday, 25-aug-07 15:00:00 gmt", "2007-08-25T15:00:00+00:00"),
        ("25-aug-2007", "2007-08-25T00:00:00+00:00"),
        ("august 25 2007", "2007-08-25T00:00:00+00:00"),
        ("2020-09-21", "2020-09-21T00:00:00+00:00"),
        ("2020-09-21t10:30:00z", "2020-09-21T10:30:00+00:00"),
        (" 2020-09-21 10:30 ", "2020-09-21T10:30:00+00:00"),
    ],
)
def test_dates_are_read(text: str, iso: str) -> None:
    moment = parse_expiry(text)
    assert moment is not None
    assert moment.isoformat() == iso
    assert is_past(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "wed",
        "31 feb 2020 10:00:00 gmt",
        "1 jan 99999 00:00:00 gmt",
        "1 jan 2010 00:00:00 +9999",
        "2020-13-01",
        "25",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_expiry(text) is None
    assert not is_past(text)


def test_the_future_is_not_past() -> None:
    assert not is_past("2999-01-01")
