"""What an extractor of keyphrases promises; the form that extracts none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from webapp.domain.report import Keyphrase
from webapp.pipeline.analyze.encoders import Encoder, Reranker
from webapp.pipeline.analyze.source import Source

SWITCHED_OFF = "Not measured: keyphrases are switched off."


@dataclass(frozen=True, slots=True)
class KeyphraseResult:
    """Phrases, the most relevant first; ``note`` says how they were found, or why
    there are none."""

    phrases: tuple[Keyphrase, ...]
    note: str


class KeyphraseExtractor(Protocol):
    """Finds what a page is about, within ``timeout_ms``. ``passage_encoder`` and
    ``reranker`` are the local models for queries and passages, None where there are
    none."""

    passage_encoder: Encoder | None
    reranker: Reranker | None

    def extract(self, source: Source, timeout_ms: int) -> KeyphraseResult: ...


class NoKeyphrases:
    """For installations and scans that leave keyphrases out; ``note`` says why."""

    passage_encoder: Encoder | None = None
    reranker: Reranker | None = None

    def __init__(self, note: str = SWITCHED_OFF) -> None:
        self.note = note

    def extract(self, source: Source, timeout_ms: int) -> KeyphraseResult:
        return KeyphraseResult((), self.note)
