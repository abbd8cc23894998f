"""Where a page says a keyphrase, how often, and where a reader would expect it.

Every text is kept as one string of its words' stems, so that "tomato plant" stands
where "tomato plants" does, and a look is a search for a part of a string.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from webapp.domain.report import Keyphrase
from webapp.pipeline.analyze.languages import Language
from webapp.pipeline.analyze.languages.words import is_spaceless
from webapp.pipeline.analyze.source import URL_WORD, Source

#: Where a phrase may stand, in the order in which they are told.
PLACES = (
    "title",
    "h1",
    "heading",
    "description",
    "first_words",
    "url",
    "link",
    "alt",
)
#: Where a page that is about it should have it.
EXPECTED = ("title", "h1", "description", "first_words")
#: So many phrases, the first ones, are what a page is about.
MAIN = 3
FIRST_WORDS = 100
#: In letters: a shorter word is not looked for inside of other words.
COMPOUND = 4
#: A text is read up to here, some 33,000 words.
MAX_CHARACTERS = 200_000
#: As German addresses write them.
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Found:
    """``count`` is of the main content; ``places`` and ``missing`` are in the order of
    ``PLACES``."""

    count: int
    places: tuple[str, ...]
    missing: tuple[str, ...]


class Padded(dict[str, str]):
    """Each token's stem with a space before and after it; what is sought by its letters
    has none."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language

    def add(self, tokens: Iterable[str]) -> None:
        """Many at once take less time."""
        new = [token for token in set(tokens) if token not in self]
        stems = self.language.stems([token.lower() for token in new])
        for token, stem in zip(new, stems, strict=True):
            self[token] = stem if self.is_sought_by_letters(token) else f" {stem} "

    def __missing__(self, token: str) -> str:
        self.add([token])
        return self[token]

    def is_sought_by_letters(self, token: str) -> bool:
        """Where words are not spaced they are cut differently in another sentence, and
        Korean particles cannot be told from a noun's end in a title alone."""
        is_korean = self.language.code == "ko" and not token.isascii()
        return is_korean or is_spaceless(token[0])


class Evidence:
    """A page's texts, made ready once to look for phrases in."""

    def __init__(self, source: Source, language: Language) -> None:
        self.language = language
        self.padded = Padded(language)
        self.tokens_read = content = self.tokens(source.text)
        self.padded.add(content)
        self.content = self.joined(content)
        # Their lines are no sentence: a phrase does not run from one to the next.
        self.places = {
            "title": self.sequence(source.title),
            "h1": self.sequence("\n".join(source.h1s)),
            "heading": self.sequence("\n".join(source.headings)),
            "description": self.sequence(source.description),
            "first_words": self.joined(first_words(content)),
            "link": self.sequence("\n".join(source.link_texts)),
            "alt": self.sequence("\n".join(source.alt_texts)),
        }
        self.url = self.joined(plain(word) for word in source.url_words)

    def of(self, phrase: str, *, is_main: bool = False) -> Found:
        """What tells of this phrase.

        Nothing is missing in a place that the page does not have (an audit says that
        already), nor where all its words stand, be it apart, in another order or inside
        of others ("Privatkredit-Zinsen"): nobody should bend a title to hold one exact
        sequence.
        """
        words = self.tokens(phrase)
        if not words:
            return Found(0, (), ())
        missing = self.missing(words) if is_main else ()
        count = self.content.count(self.joined(words))
        return Found(count, self.places_of(words), missing)

    def places_of(self, words: Sequence[str]) -> tuple[str, ...]:
        """Where these words stand one after the other."""
        wanted = self.joined(words)
        standing = {name for name, text in self.places.items() if wanted in text}
        if self.url and self.is_in_url(" ".join(words)):
            standing.add("url")
        return tuple(name for name in PLACES if name in standing)

    def entry(self, phrase: str, score: float, *, is_main: bool) -> Keyphrase:
        """The phrase as the report keeps it."""
        found = self.of(phrase, is_main=is_main)
        return Keyphrase(
            phrase=phrase,
            score=score,
            count=found.count,
            places=list(found.places),
            missing=list(found.missing),
        )

    def missing(self, words: list[str]) -> tuple[str, ...]:
        return tuple(
            name
            for name in EXPECTED
            if self.places[name] and not self.holds_letters(self.places[name], words)
        )

    def is_in_url(self, phrase: str) -> bool:
        """Whether all its words stand there, however it writes accents and umlauts."""
        spellings = (phrase, phrase.lower().translate(UMLAUTS))
        found = (URL_WORD.findall(plain(spelling)) for spelling in spellings)
        return any(words and self.has_all(self.url, words) for words in found)

    def holds_letters(self, text: str, words: Iterable[str]) -> bool:
        return all(self.sought(word) in text for word in words)

    def sought(self, word: str) -> str:
        """A long word may stand inside of another; a short one is in every other."""
        padded = self.padded[word]
        return padded.strip() if len(word) >= COMPOUND else padded

    def has_all(self, text: str, words: Iterable[str]) -> bool:
        return all(self.joined([word]) in text for word in words)

    def sequence(self, text: str) -> str:
        return self.joined(self.tokens(text))

    def tokens(self, text: str) -> list[str]:
        if len(text) > MAX_CHARACTERS:
            text = text[:MAX_CHARACTERS].rpartition(" ")[0] or text[:MAX_CHARACTERS]
        return self.language.tokens(text)

    def joined(self, tokens: Iterable[str]) -> str:
        return "".join(map(self.padded.__getitem__, tokens))


def first_words(tokens: list[str]) -> list[str]:
    """Up to the end of the first words; marks between them do not count."""
    words = (place for place, token in enumerate(tokens) if token[0].isalnum())
    return tokens[: next(islice(words, FIRST_WORDS, None), None)]


def plain(text: str) -> str:
    """Lower case without accents, as addresses are often written."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in apart if not unicodedata.combining(char))
