"""Keyphrases by counting alone: the answer where there is no model, or no time."""

from __future__ import annotations

from webapp.pipeline.analyze.candidates import Candidate, shortlist, without_repeats
from webapp.pipeline.analyze.extractor import KeyphraseResult, Phrase

SHORTLIST = 40
WANTED = 12
NONE_FOUND = "None found: the main content has no phrases to choose from."


class StatisticsOnly:
    """An extractor without a model; ``reason`` says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def extract(self, text: str, lang: str, timeout_ms: int) -> KeyphraseResult:
        return by_counting(shortlist(text, lang, SHORTLIST), self.reason)


def by_counting(candidates: list[Candidate], reason: str) -> KeyphraseResult:
    """The best candidates; ``reason`` says why no model was asked."""
    if not candidates:
        return KeyphraseResult((), NONE_FOUND)
    scores = {entry.phrase: entry.score for entry in candidates}
    kept = without_repeats(scores, WANTED)
    highest = max(scores.values())
    phrases = tuple(Phrase(p, round(scores[p] / highest, 4)) for p in kept)
    return KeyphraseResult(phrases, f"Found by counting: {reason}.")
