"""Counting words, also in scripts that put no spaces between them."""

from __future__ import annotations

import re

#: Chinese and Japanese: about two characters make a word.
HAN_AND_KANA = re.compile(
    "[\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003134f]+"
)
#: Thai, Lao, Burmese and Khmer: about five signs make a word.
SOUTH_EAST_ASIAN = re.compile(
    "[\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u109f\u1780-\u17d3]+"
)
HAS_WORD_SIGN = re.compile(r"[^\W_]")

HAN_SIGNS_PER_WORD = 2
ASIAN_SIGNS_PER_WORD = 5


def count_words(text: str) -> int:
    """The number of words; an estimate where the script does not separate them."""
    dense = runs(HAN_AND_KANA, text, HAN_SIGNS_PER_WORD)
    dense += runs(SOUTH_EAST_ASIAN, text, ASIAN_SIGNS_PER_WORD)
    if dense:
        text = SOUTH_EAST_ASIAN.sub(" ", HAN_AND_KANA.sub(" ", text))
    return dense + sum(1 for part in text.split() if HAS_WORD_SIGN.search(part))


def runs(script: re.Pattern[str], text: str, signs_per_word: int) -> int:
    """Words in the runs of a script: each run is at least one."""
    lengths = (len(run.group()) for run in script.finditer(text))
    return sum(max(1, round(length / signs_per_word)) for length in lengths)
