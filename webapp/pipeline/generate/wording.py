"""Cutting and quoting texts of foreign pages in sentences of ours."""

from __future__ import annotations

import re

QUOTE_CHARACTERS = 80
#: A sentence ends before a space, or at a full stop of scripts that put none.
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")


def quote(text: str) -> str:
    """One line, cut for use within a sentence."""
    text = " ".join(text.split())
    is_long = len(text) > QUOTE_CHARACTERS
    return text[: QUOTE_CHARACTERS - 1] + "…" if is_long else text


def cut(text: str, most: int) -> str:
    """Whole sentences, as far as they fit; else a piece with an ellipsis."""
    if len(text) <= most:
        return text
    kept = whole_sentences(text[:most])
    return kept or text[: most - 1] + "…"


def whole_sentences(text: str) -> str:
    """What stands before the last end of a sentence; may be empty."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    return text[: ends[-1]].rstrip() if ends else ""


def cut_words(text: str, most: int) -> str:
    """Whole words, as far as they fit; a script without spaces is cut anywhere."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    kept = text[: most + 1].rpartition(" ")[0]
    return (kept or text[:most]).rstrip(" ,;:–—-|·/")


def join(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if words[1:] else words[0]
