"""How large an image says it is, by its attributes and its style attribute."""

from __future__ import annotations

import re

from webapp.domain.page_parts import Image

#: Values with which a property says nothing.
EMPTY = frozenset({"", "auto", "initial", "unset", "inherit", "revert"})
#: https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#rules-for-parsing-dimension-values
DIMENSION = re.compile(r"\s*(\d{1,9})")
PIXELS = re.compile(r"(\d{1,9})(?:\.\d+)?px")


def style_of(image: Image) -> dict[str, str]:
    """The declarations of its style attribute, in lower case, without those that say
    nothing."""
    if not image.style:
        return {}
    pairs = (part.partition(":") for part in image.style.lower().split(";"))
    found = {name.strip(): value.strip() for name, _, value in pairs}
    return {name: value for name, value in found.items() if value not in EMPTY}


def has_side(image: Image, style: dict[str, str], side: str) -> bool:
    """Whether ``width`` or ``height`` is given, by attribute or by style."""
    text = image.width if side == "width" else image.height
    return side in style or DIMENSION.match(text or "") is not None


def pixels(image: Image, side: str) -> int | None:
    """The side in CSS pixels; None where it is not given in pixels."""
    match = PIXELS.fullmatch(style_of(image).get(side, ""))
    if match:
        return int(match[1])
    text = (image.width if side == "width" else image.height) or ""
    number = DIMENSION.match(text)
    return int(number[1]) if number and "%" not in text else None


def is_pixel(image: Image) -> bool:
    """Whether it only counts visitors: one pixel, or none."""
    sides = (pixels(image, "width"), pixels(image, "height"))
    return all(side is not None and side <= 1 for side in sides)
