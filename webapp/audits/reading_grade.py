"""The Flesch–Kincaid grade of an English text, with a counter of syllables of our own.

https://apps.dtic.mil/sti/citations/ADA006655 (Kincaid and others, 1975)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*", re.I)
#: A sentence ends before a space and something that can begin one: not within 3.5.
#: (Bounded, so that a page of dots alone costs no more than another.)
SENTENCE_END = re.compile(r"[.!?…]{1,3}[\"'”’)\]]{0,3}(?=\s+[\"'“‘(\[]*[A-Z0-9]|\s*$)")
ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|No|Inc|[A-Z])\.")
VOWELS = re.compile(r"[aeiouy]+")
#: Written with an e, and spoken without a syllable: at the end, and before a suffix.
SILENT_END = re.compile(
    r"(?:[^aeiouyl]e|[aeiouy]le|[gq]ue|[^aeiouytd]ed|[^aeiouyscxzgh]es)$"
)
SILENT_INSIDE = re.compile(
    r"\w\w[^aeiouyl]e(?:ments?|ful|less|ly|ness|ty|thing|times|fore)$|^every|^busine"
)
#: Two vowels that are spoken apart.
APART = re.compile(
    r"ia(?!l|n$|$)|[dr]ia[nl]?$|io(?!n|us)|(?<![ctxg])iou|iu|eo(?!u|p)"
    r"|(?<![gq])ua(?!r)|uou|[aeiou]ing$|[rd]ea$|(?:sc|cl)ie|iet|(?<!f)rien|uenc"
    r"|(?<![gq])ui[dn]|poe|eum|crea(?!m|k)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        """School years; needs at least one word."""
        sentence, word = self.words / self.sentences, self.syllables / self.words
        return 0.39 * sentence + 11.8 * word - 15.59


def measure(text: str) -> Reading:
    """Count words, sentences (at least 1) and syllables."""
    words = WORD.findall(text)
    plain = ABBREVIATION.sub("", text)
    sentences = sum(1 for _ in SENTENCE_END.finditer(plain))
    return Reading(len(words), max(1, sentences), sum(map(syllables, words)))


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """The groups of vowels, less each silent e, and more where two are spoken apart.
    Wrong for some words in either direction, which hardly moves a mean."""
    text = re.sub(r"['’]", "", word.lower())
    number = len(VOWELS.findall(text))
    number += len(APART.findall(text))
    number -= bool(SILENT_END.search(text)) + bool(SILENT_INSIDE.search(text))
    return max(1, number)
