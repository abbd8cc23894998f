"""In which form the value of a property has to be, by schema.org and Google."""

from __future__ import annotations

from collections.abc import Callable

from webapp.audits.schema_org import value_types
from webapp.audits.structured_values import (
    is_absolute_url,
    is_currency,
    is_iso_date,
    is_iso_duration,
    is_iso_time,
    number,
)

PRICES = frozenset({"price", "lowPrice", "highPrice", "minPrice", "maxPrice"})
CURRENCIES = frozenset({"priceCurrency", "salaryCurrency", "currency"})
ADDRESSES = frozenset(
    {"contentUrl", "embedUrl", "image", "logo", "sameAs", "thumbnailUrl", "url"}
)
DATES = frozenset({"Date", "DateTime"})
#: A form is asked for where schema.org knows no other kind of text.
FREE = frozenset({"Text", "URL"})

Form = tuple[Callable[[str], bool], str]


def malformed(name: str, value: object) -> str:
    """What is wrong with the value of this property; empty if nothing is."""
    if isinstance(value, str) and value.strip():
        is_right, problem = form_of(name)
        return "" if is_right(value.strip()) else problem
    is_wrong_number = name in PRICES and isinstance(value, float | int) and value < 0
    return "a price below nothing" if is_wrong_number else ""


def form_of(name: str) -> Form:
    if name in PRICES:
        return is_price, "not a plain number, such as 1299.50"
    if name in CURRENCIES:
        return is_currency, "not a code of ISO 4217, such as EUR"
    if name in ADDRESSES:
        return is_absolute_url, "not an absolute address"
    kinds = value_types(name)
    if kinds & FREE:
        return is_anything, ""
    if kinds & DATES:
        return (is_date_or_time if "Time" in kinds else is_iso_date), (
            "not a date of ISO 8601, such as 2026-05-04"
        )
    if "Time" in kinds:
        return is_iso_time, "not a time of ISO 8601, such as 09:30"
    if kinds and kinds <= {"Duration", "QuantitativeValue"} and "Duration" in kinds:
        return is_iso_duration, "not a duration of ISO 8601, such as PT30M"
    return is_anything, ""


def is_price(text: str) -> bool:
    value = number(text)
    return value is not None and value >= 0


def is_date_or_time(text: str) -> bool:
    return is_iso_date(text) or is_iso_time(text)


def is_anything(_: str) -> bool:
    return True
