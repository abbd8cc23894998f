"""Which script a text is written in, by Unicode's names of its letters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

#: So many characters tell enough.
LOOK_CHARACTERS = 2000
#: Scripts that are mixed in one text count as one.
TOGETHER = {
    "Hiragana": "Chinese or Japanese",
    "Katakana": "Chinese or Japanese",
    "Cjk": "Chinese or Japanese",
    "Katakana-hiragana": "Chinese or Japanese",
}


def count_scripts(text: str) -> Counter[str]:
    """How many letters of each script the beginning of the text has."""
    return Counter(
        script for sign in text[:LOOK_CHARACTERS] if (script := script_of(sign))
    )


@lru_cache(maxsize=8192)
def script_of(sign: str) -> str:
    """``Latin``, ``Cyrillic``, ``Arabic`` …; empty for what is no letter."""
    if not sign.isalpha():
        return ""
    name = unicodedata.name(unicodedata.normalize("NFKC", sign)[0], "")
    first = name.partition(" ")[0].capitalize()
    return TOGETHER.get(first, first)
