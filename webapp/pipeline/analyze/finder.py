"""Keyphrases of a page: a shortlist by counting, put in order with the model's help.

The final value is similarity plus the statistic: pure similarity on the same shortlist
is far worse, and the statistic alone is the answer where there is no model, no time, or
a language that the model does not know.
"""

from __future__ import annotations

import math
import time

from webapp.pipeline.analyze.candidates import (
    Candidate,
    Stems,
    shortlist,
    without_repeats,
)
from webapp.pipeline.analyze.encoders import Encoders, OutOfTime
from webapp.pipeline.analyze.evidence import MAIN, MAX_CHARACTERS, Evidence
from webapp.pipeline.analyze.extractor import KeyphraseResult
from webapp.pipeline.analyze.keybert import Similarity
from webapp.pipeline.analyze.languages import LanguageNotAvailable, language
from webapp.pipeline.analyze.source import Source

SHORTLIST = 30
WANTED = 12
#: The statistic's weight beside similarity: the longer a text, the more counting tells.
#: Tokens and weight at both ends.
SHORT, LONG = (170, 0.5), (500, 3.0)
#: The model reads the beginning of a text alone.
BEGINNING_CHARACTERS = 500
BY_MODEL = (
    "Found by KeyBERT ({}): likeness to the page's beginning, plus how often and where "
    "the page says it."
)
#: A page that says nothing of its language, and is too short to tell.
UNKNOWN = "en"
NONE_FOUND = "None found: the main content has no phrases to choose from."


class KeyphraseFinder:
    """With a model, or by counting alone for ``reason``. ``known_languages`` are
    those the model was trained on; empty for a model that is asked in any."""

    def __init__(
        self,
        encoders: Encoders | None,
        reason: str = "",
        known_languages: frozenset[str] = frozenset(),
    ) -> None:
        self.encoder = encoders.phrases if encoders else None
        self.passage_encoder = encoders.passages if encoders else None
        self.reranker = encoders.reranker if encoders else None
        self.reason = reason
        self.known_languages = known_languages
        self.similarity = Similarity(encoders.phrases) if encoders else None

    def warm_up(self) -> None:
        """Find the phrases of a page once: what the first use loads and lays out is
        then shared by all horses that a worker forks."""
        blocks = ("Water the tomato plants on the balcony each morning. " * 20,)
        self.extract(Source(blocks=blocks, lang=UNKNOWN, title="Tomatoes"), 60_000)

    def extract(self, source: Source, timeout_ms: int) -> KeyphraseResult:
        """At most 12 phrases with their evidence. What cannot be done is said in the
        note; nothing is raised for it."""
        deadline = time.monotonic() + timeout_ms / 1000
        try:
            evidence = Evidence(source, language(source.lang or UNKNOWN))
        except LanguageNotAvailable as error:
            return KeyphraseResult((), str(error))
        candidates = shortlist(evidence, SHORTLIST)
        if not candidates:
            return KeyphraseResult((), NONE_FOUND)
        values, note = self.values(candidates, evidence, source, deadline, timeout_ms)
        ranked = sorted(candidates, key=lambda one: (-values[one.stems], one.first))
        highest = values[ranked[0].stems]
        phrases = tuple(
            evidence.entry(
                evidence.language.join(one.written),
                round(max(0.0, values[one.stems]) / highest, 4),
                is_main=rank < MAIN and one.is_telling,
            )
            for rank, one in enumerate(without_repeats(ranked, WANTED))
        )
        return KeyphraseResult(phrases, note + read_note(source))

    def values(
        self,
        candidates: list[Candidate],
        evidence: Evidence,
        source: Source,
        deadline: float,
        timeout_ms: int,
    ) -> tuple[dict[Stems, float], str]:
        """Each candidate's value by its stems, and how it came about."""
        highest = max(one.score for one in candidates)
        counted = {one.stems: one.score / highest for one in candidates}
        code = evidence.language.code
        if self.similarity is None or self.encoder is None:
            return counted, by_counting(self.reason)
        if self.known_languages and code not in self.known_languages:
            return counted, by_counting("the model does not know the page's language")
        written = {one.stems: " ".join(one.written).lower() for one in candidates}
        try:
            similar = self.similarity.of(
                list(dict.fromkeys(written.values())),
                source.beginning(BEGINNING_CHARACTERS),
                deadline,
            )
        except OutOfTime:
            reason = f"the model did not answer within {timeout_ms} ms"
            return counted, by_counting(reason)
        weight = statistic_weight(len(evidence.tokens_read))
        values = {
            stems: similar[phrase] + weight * counted[stems]
            for stems, phrase in written.items()
        }
        return values, BY_MODEL.format(self.encoder.name)


def statistic_weight(tokens: int) -> float:
    """Between both ends it grows with the logarithm of the text's length."""
    (short, least), (long, most) = SHORT, LONG
    share = math.log(max(tokens, short) / short) / math.log(long / short)
    return least + (most - least) * min(1.0, share)


def by_counting(reason: str) -> str:
    return f"Found by counting: {reason}."


def read_note(source: Source) -> str:
    is_cut = len(source.text) > MAX_CHARACTERS
    return f" Read: the first {MAX_CHARACTERS:,} characters." if is_cut else ""
