"""ANALYZE, besides the audits: keyphrases. PyTorch is imported only by ``preload``."""

from __future__ import annotations

from webapp.pipeline.analyze.extractor import (
    Encoder,
    KeyphraseExtractor,
    KeyphraseResult,
    NoKeyphrases,
    Phrase,
    encoder_of,
)
from webapp.pipeline.analyze.model import check_model, preload
from webapp.pipeline.analyze.statistics import StatisticsOnly

__all__ = [
    "Encoder",
    "KeyphraseExtractor",
    "KeyphraseResult",
    "NoKeyphrases",
    "Phrase",
    "StatisticsOnly",
    "check_model",
    "encoder_of",
    "preload",
]
