"""Dates, times, durations and numbers of ISO 8601 and schema.org."""

from __future__ import annotations

import pytest

from webapp.audits.structured_forms import malformed
from webapp.audits.structured_values import (
    is_iso_date,
    is_iso_duration,
    is_iso_time,
    number,
)


@pytest.mark.parametrize(
    "text",
    [
        "2026",
        "2026-05",
        "2026-05-04",
        "20260504",
        "2026-W19",
        "2026-05-04T10:00",
        "2026-05-04T10:00:00Z",
        "2026-05-04T10:00:00.123+02:00",
        "2026-05-04T10:00:00+0200",
        "2026-05-04T24:00:00",
        "20260504T100000Z",
    ],
)
def test_dates(text: str) -> None:
    assert is_iso_date(text)


@pytest.mark.parametrize(
    "text",
    [
        *["4 May 2026", "05/04/2026", "2026-13", "2026-02-30", "2026-05-04 10:00"],
        *["2026-5-4", "2026-05-04T25:00", "2026-05-04T", "May", "9" * 5000],
    ],
)
def test_no_dates(text: str) -> None:
    assert not is_iso_date(text)


def test_times() -> None:
    assert all(map(is_iso_time, ["09:30", "09:30:00", "23:59:59Z", "09:30+02:00"]))
    assert not any(map(is_iso_time, ["9:30", "09:30 am", "25:00", "noon"]))


def test_durations() -> None:
    assert all(map(is_iso_duration, ["PT30M", "P1DT2H", "P3W", "PT1.5H", "P1Y2M3D"]))
    assert not any(map(is_iso_duration, ["30 min", "P", "PT", "P1DT", "PT30", "1H"]))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12.50", 12.5),
        (7, 7.0),
        (" 1 ", 1.0),
        (".5", 0.5),
        ("12,50", None),
        ("1,299.00", None),
        ("€5", None),
        ("", None),
        (True, None),
        (None, None),
        ("1" * 500, None),
    ],
)
def test_numbers(value: object, expected: float | None) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("temporalCoverage", "in the fifties"),  # takes text as well
        ("performTime", "PT30M"),
        ("opens", "09:30"),
        ("startTime", "09:30"),
        ("endTime", "2026-05-04T09:30"),
        ("prepTime", "PT30M"),
        ("size", "large"),
        ("price", 0),
        ("image", "https://example.com/a.jpg"),
        ("unheardOf", "whatever"),
        ("datePublished", ""),
    ],
)
def test_well_formed(name: str, value: object) -> None:
    assert malformed(name, value) == ""


@pytest.mark.parametrize(
    ("name", "value", "note"),
    [
        ("datePublished", "yesterday", "date"),
        ("opens", "9 am", "time"),
        ("prepTime", "30 minutes", "duration"),
        ("lowPrice", "from 5", "number"),
        ("price", -1, "nothing"),
        ("priceCurrency", "euro", "4217"),
        ("logo", "/logo.png", "absolute"),
        ("sameAs", "www.example.com", "absolute"),
    ],
)
def test_malformed(name: str, value: object, note: str) -> None:
    assert note in malformed(name, value)
