"""Why a text is hidden: to open it at a click, or to keep it from being seen."""

from __future__ import annotations

import re

from webapp.audits.markup import attributes
from webapp.domain.page_resources import HiddenText

OPENS = re.compile(
    r"menu|nav|dialog|modal|popup|popover|overlay|drawer|offcanvas|dropdown|tab|panel"
    r"|accordion|collaps|toggle|carousel|slide|cookie|consent|tooltip|search|cart"
    r"|template|sub-?list|sr-only|screen-reader|visually-hidden",
    re.I,
)
SHOWN_LATER = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])", re.I
)
#: What a script fades in as the page is scrolled.
MOVES = re.compile(
    r"opacity\b.*(?:transform|transition|will-change)|"
    r"(?:transform|transition|will-change)\b.*opacity",
    re.I | re.DOTALL,
)
#: Not a margin, which moves an element a little.
OUT_OF_SIGHT = re.compile(
    r"(?<![\w-])(?:(?:text-indent|left|top|right)\s*:\s*-\d{3}"
    r"|font-size\s*:\s*0(?![.\d]))",
    re.I,
)
OPENING_TAGS = ("<nav", "<dialog", "<details", "<template", "<li", "<ul")


def opens(text: HiddenText) -> bool:
    """Whether its own markup says that visitors can open it."""
    given = attributes(text.snippet)
    words = " ".join(given.get(name, "") for name in ("class", "id", "role"))
    return text.snippet.startswith(OPENING_TAGS) or bool(OPENS.search(words))


def is_unseen(text: HiddenText) -> bool:
    """Whether its own markup keeps it from being seen at first."""
    style = attributes(text.snippet).get("style", "")
    if OUT_OF_SIGHT.search(style):
        return True
    return is_shown_later(text) and not MOVES.search(style)


def is_shown_later(text: HiddenText) -> bool:
    """Whether it is hidden in a way that a script can undo at a click."""
    given = attributes(text.snippet)
    return "hidden" in given or bool(SHOWN_LATER.search(given.get("style", "")))
