"""ANALYZE, besides the audits: keyphrases. PyTorch is imported only by ``preload``."""

from __future__ import annotations

from webapp.pipeline.analyze.extractor import (
    KeyphraseExtractor,
    KeyphraseResult,
    NoKeyphrases,
    Phrase,
)
from webapp.pipeline.analyze.model import check_model, preload

__all__ = [
    "KeyphraseExtractor",
    "KeyphraseResult",
    "NoKeyphrases",
    "Phrase",
    "check_model",
    "preload",
]
