"""What a text is known by: its hash for the same text, its sketch for one much like it.

A sketch is a MinHash: of two sketches about as many places are equal as the texts have
runs of five words in common. Values of another ``RMinHash.ALGORITHM_VERSION`` cannot be
compared with these. https://doi.org/10.1109/SEQUEN.1997.666900
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from rensa import RMinHash

from webapp.domain.words import HAN_AND_KANA, SOUTH_EAST_ASIAN

SIZE = 128
SEED = 1
SHINGLE = 5
#: What is shorter is a heading and a button: many pages have the same.
LEAST_WORDS = 30
NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """Empty where there is hardly any text."""

    text_hash: str = ""
    values: tuple[int, ...] = ()


def sketch_of(text: str, word_count: int) -> Sketch:
    """Case, punctuation and spaces make no difference."""
    if word_count < LEAST_WORDS:
        return Sketch()
    words = words_of(text)
    normal = " ".join(words).encode("utf-8", "replace")
    minhash = RMinHash(SIZE, SEED)
    minhash.update(shingles(words))
    return Sketch(hashlib.sha256(normal).hexdigest(), tuple(minhash.digest()))


def words_of(text: str) -> list[str]:
    """Of scripts without spaces each sign is one."""
    plain = NO_WORD.sub(" ", text.casefold())
    for script in (HAN_AND_KANA, SOUTH_EAST_ASIAN):
        plain = script.sub(spaced, plain)
    return plain.split()


def spaced(run: re.Match[str]) -> str:
    return f" {' '.join(run.group())} "


def shingles(words: list[str]) -> list[str]:
    """All runs of ``SHINGLE`` words."""
    columns = (words[place:] for place in range(SHINGLE))
    return [" ".join(run) for run in zip(*columns, strict=False)]
