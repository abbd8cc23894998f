"""What the search for keyphrases knows of a language: its words, stop words and stems.

Stems are Snowball's (https://snowballstem.org/), stop words those of stop_words.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import Stemmer

from webapp.pipeline.analyze.languages.korean import without_particles
from webapp.pipeline.analyze.languages.stop_words import stop_words
from webapp.pipeline.analyze.languages.words import is_spaceless, tokens

#: Codes that pages declare for a language known here by another.
ALIASES = {
    "bs": "hr",
    "cmn": "zh",
    "fil": "tl",
    "in": "id",
    "iw": "he",
    "ji": "yi",
    "nan": "zh",
    "nb": "no",
    "nn": "no",
    "sh": "sr",
    "wuu": "zh",
    "yue": "zh",
}
#: Written without spaces, and ICU has no dictionary of theirs.
UNSEGMENTED = {
    "bo": "Tibetan",
    "dz": "Dzongkha",
    "khb": "Tai Lü",
    "mnw": "Mon",
    "nod": "Northern Thai",
    "shn": "Shan",
    "tdd": "Tai Nüa",
}
SPACELESS = frozenset({"ja", "km", "lo", "my", "th", "zh"})
#: Of these the ones that put no space beside a foreign word either.
CLOSE_TO_LATIN = frozenset({"ja", "zh"})
#: Scripts without case, where a capital is a foreign word's; German has one a noun.
CAPITALS_SAY_NOTHING = (
    "am ar as bn ckb de dv fa gu he hi ja ka km kn ko lb lo ml mr my ne or pa ps sd si "
    "ta te th ti ug ur yi zh"
)
STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hr": "serbian",  # it takes the Latin alphabet too
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}


class LanguageNotAvailable(Exception):
    """The words of this language cannot be told apart; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Language:
    """``stop_words`` are lower case, and none where no list is known.

    ``capitals_tell`` is False where a capital does not mark a name.
    """

    code: str
    stop_words: frozenset[str]
    capitals_tell: bool

    def stems(self, words: list[str]) -> list[str]:
        """Of words in lower case; the words themselves where there is no stemmer. Many
        at once take a tenth of the time."""
        algorithm = STEMMERS.get(self.code)
        return stemmer(algorithm).stemWords(words) if algorithm else words

    def tokens(self, text: str) -> list[str]:
        """Words and break marks in order; ``words.is_word`` tells them apart."""
        found = tokens(text, self.code, self.stop_words)
        return without_particles(found) if self.code == "ko" else found

    def join(self, words: Sequence[str]) -> str:
        """The words as they stand in a text: "Google Maps", "搜索引擎", "Pro手机"."""
        mixed = "" if self.code in CLOSE_TO_LATIN else " "
        phrase = words[0]
        for left, right in pairwise(words):
            spaceless = is_spaceless(left[-1]) + is_spaceless(right[0])
            phrase += (" ", mixed, "")[spaceless] + right
        return phrase


@lru_cache(maxsize=64)
def language(code: str) -> Language:
    """The language of a tag ("pt-BR"), of which the first part counts. Of a code that
    nothing is known about: words alone. Raises ``LanguageNotAvailable``."""
    primary = code.strip().lower().replace("_", "-").partition("-")[0]
    known = ALIASES.get(primary, primary)
    if known in UNSEGMENTED:
        raise LanguageNotAvailable(
            f"Keyphrases are not available for {UNSEGMENTED[known]}: it is written "
            "without spaces, and no dictionary of its words is at hand."
        )
    return Language(
        code=known,
        stop_words=stop_words(known),
        capitals_tell=known not in CAPITALS_SAY_NOTHING.split(),
    )


@lru_cache(maxsize=8)
def stemmer(algorithm: str) -> Stemmer.Stemmer:
    """It remembers some 10,000 words by itself."""
    return Stemmer.Stemmer(algorithm)
