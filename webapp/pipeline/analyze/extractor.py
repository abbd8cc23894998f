"""What an extractor of keyphrases promises; the form that extracts none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


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


class NoKeyphrases:
    """For installations that switch keyphrases off."""

    def extract(self, text: str, lang: str, timeout_ms: int) -> KeyphraseResult:
        return KeyphraseResult((), "Not measured: keyphrases are switched off.")
