"""Language tags (BCP 47), held against the IANA registry by ``langcodes``."""

from __future__ import annotations

import re

import langcodes

PRIMARY = re.compile(r"[A-Za-z]{2,3}")
HREFLANG = re.compile(r"[A-Za-z]{2}(-[A-Za-z]{4})?(-(?P<region>[A-Za-z]{2}))?")


def is_known_language(tag: str) -> bool:
    """Whether the tag is well formed and its language registered."""
    if not PRIMARY.fullmatch(tag.partition("-")[0]):
        return False
    return langcodes.tag_is_valid(tag)


def is_hreflang(tag: str) -> bool:
    """``x-default``, or ISO 639-1 with an optional script and region.

    A region that ISO 3166-1 does not have (UK) makes the link void.
    """
    if tag.lower() == "x-default":
        return True
    match = HREFLANG.fullmatch(tag)
    if match is None or not langcodes.tag_is_valid(tag):
        return False
    region = match["region"]
    # A region that is only an alias of another (UK of GB) is not one of ISO 3166-1.
    return region is None or langcodes.get(tag).territory == region.upper()
