"""ANALYZE, besides the audits: keyphrases. A model is loaded by ``preload`` alone."""

from __future__ import annotations

import logging
from pathlib import Path

from webapp.pipeline.analyze import encoders
from webapp.pipeline.analyze.encoders import Encoder
from webapp.pipeline.analyze.extractor import (
    KeyphraseExtractor,
    KeyphraseResult,
    NoKeyphrases,
)
from webapp.pipeline.analyze.source import Source, source_of

__all__ = [
    "Encoder",
    "KeyphraseExtractor",
    "KeyphraseResult",
    "NoKeyphrases",
    "Source",
    "by_counting",
    "describe",
    "preload",
    "source_of",
]

log = logging.getLogger(__name__)

OFF, STATISTICS = "off", "statistics"


def preload(model: str, wanted: str, cache: Path) -> KeyphraseExtractor:
    """The extractor for a setting of ``KEYPHRASES_ENCODER``, its model loaded.

    A worker calls this before it forks. Where the model cannot be loaded, phrases are
    found by counting, and the result says so. ``cache`` keeps the exported model.
    """
    if wanted == OFF:
        return NoKeyphrases()
    if wanted == STATISTICS:
        return by_counting("KEYPHRASES_ENCODER is set to statistics")
    # KeyBERT takes a second and 100 MB, which the web process shall not have.
    from webapp.pipeline.analyze.finder import KeyphraseFinder

    try:
        chosen = encoders.choose(model, wanted, cache)
    except encoders.EncoderUnavailable as error:
        log.error("keyphrases are found by counting: %s", error)
        return by_counting("the model could not be loaded")
    finder = KeyphraseFinder(chosen, known_languages=encoders.languages(model))
    finder.warm_up()
    return finder


def describe(model: str, wanted: str, cache: Path) -> tuple[bool | None, str]:
    """What ``preload`` would do, in a sentence: True where it is as it was set, None
    where something is missing. Nothing is loaded."""
    if wanted == OFF:
        return None, "keyphrases are switched off"
    if wanted == STATISTICS:
        return True, "none: keyphrases are found by counting, as set"
    return encoders.describe(model, wanted, cache)


def by_counting(reason: str) -> KeyphraseExtractor:
    """An extractor without a model; ``reason`` says why."""
    from webapp.pipeline.analyze.finder import KeyphraseFinder

    return KeyphraseFinder(None, reason)
