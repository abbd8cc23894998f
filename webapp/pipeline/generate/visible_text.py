"""A page's text as people see it: what hides words from them is taken out.

Zero-width, bidirectional, tag and filling characters carry instructions that a reader
does not see and a model does.
https://www.unicode.org/reports/tr36/
"""

from __future__ import annotations

import re
import unicodedata

MOST_CHARACTERS = 6000
#: Read at most so much of what was given, so that a flood costs nothing.
RAW_CHARACTERS = 4 * MOST_CHARACTERS
#: Letters and marks by category, yet with nothing to see.
BLANKS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0000-\U000e0fff]"
)
#: Controls, formats, surrogates, private use, unassigned.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
LINE_BREAKS = re.compile("[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
ADDRESS = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s<>\"“”]+")


def visible_text(text: str, most: int = MOST_CHARACTERS) -> str:
    """Normalised (NFKC), without hidden characters, one line a block, at most ``most``
    characters. Giving it its own result changes nothing."""
    text = LINE_BREAKS.sub("\n", text[:RAW_CHARACTERS].replace("\t", " "))
    text = without_unseen(unicodedata.normalize("NFKC", text))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)[:most].rstrip()


def without_unseen(text: str) -> str:
    kept = "".join(
        sign
        for sign in BLANKS.sub("", text)
        if sign == "\n" or unicodedata.category(sign) not in UNSEEN
    )
    # What stood around a removed sign may compose now.
    return unicodedata.normalize("NFKC", kept)


def visible_line(text: str, most: int) -> str:
    """The same on one line."""
    return " ".join(visible_text(text, most).split())


def without_addresses(text: str) -> str:
    """No URL leaves with its query and credentials; a word stands in its place."""
    return ADDRESS.sub("[address]", text)
