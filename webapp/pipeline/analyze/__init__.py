"""ANALYZE, besides the audits: keyphrases. PyTorch is imported only by ``preload``."""

from __future__ import annotations

from webapp.pipeline.analyze.extractor import (
    KeyphraseExtractor,
    KeyphraseResult,
    NoKeyphrases,
    Phrase,
)
from webapp.pipeline.analyze.model import check_model, preload
from webapp.pipeline.analyze.statistics import StatisticsOnly

__all__ = [
    "KeyphraseExtractor",
    "KeyphraseResult",
    "NoKeyphrases",
    "Phrase",
    "StatisticsOnly",
    "check_model",
    "preload",
]
