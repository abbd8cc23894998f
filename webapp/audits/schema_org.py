"""schema.org's vocabulary: types, their supertypes, and the properties they have.

The data are a release of https://schema.org/docs/developers.html in
``vocabulary/schema_org.json``, with its version and date.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "vocabulary"
#: Properties of actions may say what has to be entered: ``query-input``.
SUFFIXES = ("-input", "-output")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``types`` maps a type to its direct supertypes, ``members`` a value of an
    enumeration to its type, ``properties`` a property to the types that have it and
    the types of its values."""

    version: str
    types: dict[str, tuple[str, ...]]
    members: dict[str, str]
    properties: dict[str, tuple[frozenset[str], frozenset[str]]]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Read once, at first use: 10 ms."""
    data = json.loads((FOLDER / "schema_org.json").read_text())
    return Vocabulary(
        data["version"],
        {name: tuple(above.split()) for name, above in data["types"].items()},
        data["members"],
        {
            name: (frozenset(domains.split()), frozenset(ranges.split()))
            for name, (domains, ranges) in data["properties"].items()
        },
    )


@lru_cache(maxsize=2000)
def lineage(name: str) -> frozenset[str]:
    """The type itself and everything above it; a type that nobody knows is alone."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += vocabulary().types.get(current, ())
    return frozenset(found)


def is_a(types: Iterable[str], *wanted: str) -> bool:
    """Whether one of the types is, or descends from, one of those wanted."""
    return is_one_of(tuple(types), wanted)


@lru_cache(maxsize=5000)
def is_one_of(types: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return any(not lineage(name).isdisjoint(wanted) for name in types)


def is_type(name: str) -> bool:
    return name in vocabulary().types


def bare_type(address: str) -> str:
    """``Product`` of ``https://schema.org/Product``."""
    return address.rpartition("schema.org/")[2]


@lru_cache(maxsize=1)
def by_lower_case() -> dict[str, str]:
    return {name.lower(): name for name in vocabulary().types}


def type_meant(name: str) -> str:
    """The type that differs in upper and lower case only; empty if there is none."""
    return by_lower_case().get(name.lower(), "")


def bare_property(name: str) -> str:
    for suffix in SUFFIXES:
        name = name.removesuffix(suffix)
    return name


def is_property(name: str) -> bool:
    return bare_property(name) in vocabulary().properties


def has_property(types: Iterable[str], name: str) -> bool:
    """Whether a type, or one above it, has this property."""
    domains, _ = vocabulary().properties[bare_property(name)]
    return is_a(types, *domains)


def value_types(name: str) -> frozenset[str]:
    """What its values are (``Text``, ``URL``, ``Person`` …); empty if unknown."""
    return vocabulary().properties.get(name, (frozenset(), frozenset()))[1]


@lru_cache(maxsize=1)
def currencies() -> frozenset[str]:
    """The codes of ISO 4217, https://www.iso.org/iso-4217-currency-codes.html"""
    data = json.loads((FOLDER / "currencies.json").read_text())
    return frozenset(data["codes"].split())
