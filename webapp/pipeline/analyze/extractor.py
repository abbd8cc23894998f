"""What an extractor of keyphrases promises; the form that extracts none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from webapp.domain.report import Keyphrase
from webapp.pipeline.analyze.encoders import Encoder
from webapp.pipeline.analyze.source import Source


@dataclass(frozen=True, slots=True)
class KeyphraseResult:
    """Phrases, the most relevant first; ``note`` says how they were found, or why
    there are none."""

    phrases: tuple[Keyphrase, ...]
    note: str


class KeyphraseExtractor(Protocol):
    """Finds what a page is about, within ``timeout_ms``. ``encoder`` is the local model
    behind it, None where it has none."""

    encoder: Encoder | None

    def extract(self, source: Source, timeout_ms: int) -> KeyphraseResult: ...


class NoKeyphrases:
    """For installations that switch keyphrases off."""

    encoder: Encoder | None = None

    def extract(self, source: Source, timeout_ms: int) -> KeyphraseResult:
        return KeyphraseResult((), "Not measured: keyphrases are switched off.")
