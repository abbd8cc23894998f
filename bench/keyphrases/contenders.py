"""Who is measured. What a contender needs is imported only in its own process."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from bench.keyphrases.documents import plain
from config import prepare_model_environment
from webapp.pipeline import analyze
from webapp.pipeline.analyze.encoders.model import DEFAULT, default_folder
from webapp.pipeline.analyze.source import Source

#: A page's phrases, the best first.
Extract = Callable[[Source], list[str]]

#: So many are asked for, so that ten are left of them without those of equal stems.
WANTED = 20
#: MMR chooses among all it is asked for, so it is asked for those that count.
WANTED_OF_MMR = 10
NO_LIMIT_MS = 10 * 60 * 1000
#: Where a worker with default settings keeps the graph that its first start exports.
MODELS = Path(__file__).resolve().parents[2] / "var" / "models"


def ours() -> Extract:
    prepare_model_environment()
    extractor = analyze.preload(DEFAULT, "onnx", MODELS)
    if extractor.passage_encoder is None:  # else counting would be measured in silence
        raise SystemExit("the model does not run in ONNX Runtime here")
    return found_by(extractor)


def by_counting() -> Extract:
    return found_by(analyze.by_counting("the bench wants none"))


def found_by(extractor: analyze.KeyphraseExtractor) -> Extract:
    """The only place that knows how our extractors are asked."""

    def extract(source: Source) -> list[str]:
        found = extractor.extract(source, NO_LIMIT_MS)
        return [one["phrase"] for one in found.phrases]

    return extract


def stock(longest: int, *, mmr: bool = False) -> Extract:
    """KeyBERT as its documentation uses it, on our weights: no thread or batch is set,
    stop words are its default (English) for every language."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from keybert import KeyBERT
    from sentence_transformers import SentenceTransformer

    model = KeyBERT(SentenceTransformer(str(default_folder())))
    choice: dict[str, Any] = {"top_n": WANTED}
    if mmr:
        choice = {"top_n": WANTED_OF_MMR, "use_mmr": True, "diversity": 0.5}

    def extract(source: Source) -> list[str]:
        found = model.extract_keywords(
            plain(source), keyphrase_ngram_range=(1, longest), **choice
        )
        return [phrase for phrase, _ in found]

    return extract


def yake() -> Extract:
    """YAKE at its defaults, told the language."""
    from yake import KeywordExtractor

    @cache
    def extractor(lang: str) -> Any:
        return KeywordExtractor(lan=lang or "en", top=WANTED)

    return lambda source: [
        phrase for phrase, _ in extractor(source.lang).extract_keywords(plain(source))
    ]


OURS = "ours"
COUNTING = "ours by counting"
STOCK = "stock (1,3)"
MMR = "stock (1,3) MMR 0.5"
CONTENDERS: dict[str, Callable[[], Extract]] = {
    OURS: ours,
    COUNTING: by_counting,
    STOCK: partial(stock, 3),
    "stock (1,2)": partial(stock, 2),
    "stock (1,1)": partial(stock, 1),
    MMR: partial(stock, 3, mmr=True),
    "yake": yake,
}
