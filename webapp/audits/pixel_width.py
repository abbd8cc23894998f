"""How wide a text is in Arial, the font that search results were set in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import accumulate, takewhile

UNITS_PER_EM = 2048
#: Advance widths in units of Arial, each with the characters that have it. Letters with
#: an accent have the width of their base letter, but for those of the thin ``i``.
WIDTHS = {
    391: "'",
    455: "ijl‘’‚",
    532: "|",
    561: "¦",
    569: " !,./:;I[\\]ft·ıÌÍÎÏìíîï\u00a0",
    682: "()-`r“”„‹›",
    684: "{}",
    717: "•",
    727: '"',
    797: "*",
    819: "°",
    961: "^",
    1024: "Jcksvxyz",
    1139: "#$0123456789?L_abdeghnopqu€£¥§«»¶–",
    1196: "+<=>~±×÷¬",
    1251: "FTZßø",
    1366: "&ABEKPSVXY",
    1479: "CDHNRUwÐ",
    1509: "®©",
    1593: "GOQØ",
    1706: "Mm",
    1821: "%æ",
    1933: "W",
    1934: "œ",
    2048: "…—Æ™Œ",
    2079: "@",
}
TABLE = {sign: width for width, signs in WIDTHS.items() for sign in signs}
#: Estimates for the letters of other scripts.
UPPER, OTHER = 1420, 1110
WIDE = frozenset({"W", "F"})
NO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc"})
ELLIPSIS = " …"


def pixel_width(text: str, font_px: float) -> float:
    """The width in pixels at a font size in pixels; kerning is left out.

    Latin letters are exact, accented ones have the width of their base letter. Letters
    that East Asian fonts set in a square are one em wide, the others are estimates.
    """
    return sum(map(units, text)) * font_px / UNITS_PER_EM


def columns(text: str) -> int:
    """The number of characters, where signs that East Asian fonts set in a square, and
    that say about twice as much, count as two."""
    return len(text) + sum(unicodedata.east_asian_width(sign) in WIDE for sign in text)


def cut_to_width(text: str, font_px: float, limit_px: float) -> str:
    """The text if it fits into ``limit_px`` pixels, else its beginning and an ellipsis,
    which fit together. It is cut between words where that keeps half of the room."""
    if pixel_width(text, font_px) <= limit_px:
        return text
    room = limit_px - pixel_width(ELLIPSIS, font_px)
    kept = beginning(text, room * UNITS_PER_EM / font_px)
    if text[len(kept) : len(kept) + 1].isspace():
        return kept.rstrip() + ELLIPSIS
    whole_words = kept.rpartition(" ")[0]
    if pixel_width(whole_words, font_px) >= room / 2:
        kept = whole_words
    return kept.rstrip() + ELLIPSIS


def beginning(text: str, room: float) -> str:
    """As many characters as ``room`` units have place for."""
    widths = accumulate(map(units, text))
    return text[: sum(1 for _ in takewhile(lambda width: width <= room, widths))]


@lru_cache(maxsize=4096)
def units(sign: str) -> int:
    """The advance width of one character in units of the font."""
    if sign in TABLE:
        return TABLE[sign]
    if unicodedata.category(sign) in NO_WIDTH:
        return 0
    if unicodedata.east_asian_width(sign) in WIDE:
        return UNITS_PER_EM
    base = unicodedata.normalize("NFD", sign)[0]
    if base in TABLE:
        return TABLE[base]
    return UPPER if sign.isupper() else OTHER
