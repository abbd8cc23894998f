"""What an extractor of keyphrases promises; the form that extracts none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Phrase:
    """A keyphrase and its relevance, 0 to 1."""

    phrase: str
    score: float


@dataclass(frozen=True, slots=True)
class KeyphraseResult:
    """Phrases, the most relevant first; ``note`` says how they were found, or why
    there are none."""

    phrases: tuple[Phrase, ...]
    note: str


class KeyphraseExtractor(Protocol):
    """Finds what a text is about, within ``timeout_ms``."""

    def extract(self, text: str, lang: str, timeout_ms: int) -> KeyphraseResult: ...


@runtime_checkable
class Encoder(Protocol):
    """Texts to vectors of unit length, a row each."""

    def encode(self, texts: list[str]) -> Any: ...


def encoder_of(extractor: KeyphraseExtractor) -> Encoder | None:
    """The local model behind an extractor; None where it has none."""
    return extractor if isinstance(extractor, Encoder) else None


class NoKeyphrases:
    """For installations that switch keyphrases off."""

    def extract(self, text: str, lang: str, timeout_ms: int) -> KeyphraseResult:
        return KeyphraseResult((), "Not measured: keyphrases are switched off.")
