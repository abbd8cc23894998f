"""Keyphrases by KeyBERT: our candidates, our backend, its similarity.

Stock KeyBERT embeds every phrase of a page, so its cost grows with the page; a
shortlist by counting keeps it flat. The final order is similarity plus the statistic:
pure similarity on the same shortlist is far worse.
https://maartengr.github.io/KeyBERT/
"""

from __future__ import annotations

import time
from typing import Any

import torch
from keybert import KeyBERT
from keybert.backend import BaseEmbedder
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from webapp.pipeline.analyze.candidates import (
    MAX_CHARACTERS,
    MAX_WORDS,
    is_english,
    shortlist,
    without_repeats,
)
from webapp.pipeline.analyze.extractor import KeyphraseResult, Phrase
from webapp.pipeline.analyze.statistics import (
    SHORTLIST,
    WANTED,
    StatisticsOnly,
    by_counting,
)

BATCH = 8
STATISTIC_WEIGHT = 1.5
#: The model reads the beginning of a text alone (256 tokens).
DOCUMENT_CHARACTERS = 4000


class OutOfTime(Exception):
    """The deadline passed between two batches."""


class BoundedBackend(BaseEmbedder):
    """Encodes in small batches and looks at the clock between them."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder
        self.deadline = float("inf")

    def embed(self, documents: Any, verbose: bool = False) -> Any:
        texts = list(documents)
        parts = []
        for start in range(0, len(texts), BATCH):
            if time.monotonic() > self.deadline:
                raise OutOfTime
            batch = texts[start : start + BATCH]
            encoded = self.encoder.encode(
                batch, batch_size=BATCH, convert_to_tensor=True, show_progress_bar=False
            )
            parts.append(encoded)
        return torch.cat(parts).cpu().numpy()


class KeyBertExtractor:
    """KeyBERT over a sentence-transformers model, loaded and not yet used."""

    def __init__(self, folder: str) -> None:
        # One thread: a pool does not survive the fork of a work horse.
        torch.set_num_threads(1)
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        encoder = SentenceTransformer(folder, device="cpu", local_files_only=True)
        self.backend = BoundedBackend(encoder)
        self.keybert = KeyBERT(model=self.backend)

    def extract(self, text: str, lang: str, timeout_ms: int) -> KeyphraseResult:
        """At most 12 phrases. Raises nothing of its own: out of time it counts."""
        if not is_english(lang):
            reason = "the model knows English alone"
            return StatisticsOnly(reason).extract(text, lang, timeout_ms)
        self.backend.deadline = time.monotonic() + timeout_ms / 1000
        candidates = shortlist(text, lang, SHORTLIST)
        if not candidates:
            return by_counting(candidates, "")
        try:
            similar = self.similarities(text, [entry.phrase for entry in candidates])
        except OutOfTime:
            reason = f"the model did not answer within {timeout_ms} ms"
            return by_counting(candidates, reason)
        highest = max(entry.score for entry in candidates)
        value = {
            entry.phrase: similar.get(entry.phrase, 0.0)
            + STATISTIC_WEIGHT * entry.score / highest
            for entry in candidates
        }
        kept = without_repeats(sorted(value, key=lambda p: (-value[p], p)), WANTED)
        top = 1 + STATISTIC_WEIGHT
        phrases = tuple(Phrase(p, round(max(0.0, value[p]) / top, 4)) for p in kept)
        return KeyphraseResult(phrases, self.note(text))

    def encode(self, texts: list[str]) -> Any:
        """A row a text, of unit length (an array of float32); no time limit."""
        self.backend.deadline = float("inf")
        return self.backend.embed(texts)

    def similarities(self, text: str, phrases: list[str]) -> dict[str, float]:
        found = self.keybert.extract_keywords(
            text[:MAX_CHARACTERS],
            candidates=phrases,
            keyphrase_ngram_range=(1, MAX_WORDS),
            stop_words=None,
            top_n=len(phrases),
            doc_embeddings=self.backend.embed([text[:DOCUMENT_CHARACTERS]]),
        )
        return {phrase: float(score) for phrase, score in found}

    def note(self, text: str) -> str:
        cut = f" in the first {MAX_CHARACTERS:,} characters"
        where = cut if len(text) > MAX_CHARACTERS else ""
        return (
            f"Found by KeyBERT{where}: similarity to the page plus how it stands in it."
        )
