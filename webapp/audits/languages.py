"""Language tags (BCP 47), held against the IANA registry by ``langcodes``."""

from __future__ import annotations

import re

import langcodes

PRIMARY = re.compile(r"[A-Za-z]{2,3}")
HREFLANG = re.compile(r"[A-Za-z]{2}(-[A-Za-z]{4})?(-(?P<region>[A-Za-z]{2}))?")
#: Registered for tags, and yet no country of ISO 3166-1: reserved codes, the European
#: Union and codes for private use. https://www.iso.org/iso-3166-country-codes.html
NO_COUNTRY = re.compile(r"AC|CP|CQ|DG|EA|EU|EZ|IC|TA|UN|AA|Q[M-Z]|X[A-JL-Z]|ZZ")
#: Several languages, none, or an unknown one.
NO_LANGUAGE = frozenset({"mul", "zxx", "und", "mis"})
#: Languages that a detector cannot well tell apart, or that are one by another name.
SAME = {
    "nb": "no",
    "nn": "no",
    "yue": "zh",
    "wuu": "zh",
    "hak": "zh",
    "nan": "zh",
    "lzh": "zh",
    "hr": "sh",
    "sr": "sh",
    "bs": "sh",
    "cnr": "sh",
    "id": "ms",
    "tl": "fil",
    "prs": "fa",
    "mo": "ro",
}


def is_known_primary(tag: str) -> bool:
    """Whether the part before the first hyphen is a registered language."""
    primary = tag.partition("-")[0]
    return PRIMARY.fullmatch(primary) is not None and langcodes.tag_is_valid(primary)


def family_of(tag: str) -> str:
    """The language of a tag, in lower case, where variants of one language (Bokmål,
    Cantonese, Croatian) are one; empty where it is unknown."""
    primary = tag.strip().replace("_", "-").partition("-")[0].lower()
    if primary in NO_LANGUAGE or not is_known_primary(primary):
        return ""
    whole = langcodes.standardize_tag(primary, macro=True).partition("-")[0]
    return SAME.get(whole, whole)


def is_hreflang(tag: str) -> bool:
    """``x-default``, or ISO 639-1 with an optional script and region.

    A region that ISO 3166-1 does not have (UK, EU) makes the link void.
    """
    if tag.lower() == "x-default":
        return True
    match = HREFLANG.fullmatch(tag)
    if match is None or not langcodes.tag_is_valid(tag):
        return False
    region = (match["region"] or "").upper()
    if not region:
        return True
    # A region that is only an alias of another (UK of GB) is not one of ISO 3166-1.
    is_alias = langcodes.get(tag).territory != region
    return not is_alias and NO_COUNTRY.fullmatch(region) is None


def preferred_tag(tag: str) -> str | None:
    """How a tag with a known language should be written: with its shortest code, and
    the country's own. Empty if it is right as it is, whatever its case; None if its
    other parts are not registered."""
    if not langcodes.tag_is_valid(tag):
        return None
    given = tag.upper().split("-")
    standard = langcodes.standardize_tag(tag)
    has_shorter = len(given[0]) > len(standard.partition("-")[0])
    region = langcodes.get(tag).territory
    return standard if has_shorter or (region and region not in given) else ""
