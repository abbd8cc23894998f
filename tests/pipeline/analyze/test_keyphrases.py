"""Keyphrases: the real model, its bound, and counting alone."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from webapp.pipeline.analyze import (
    KeyphraseExtractor,
    KeyphraseResult,
    NoKeyphrases,
    Source,
    by_counting,
    preload,
)

ROOT = Path(__file__).resolve().parents[3]
TEXT = (
    "Tomato plants on a balcony. Tomato plants need a pot of twenty litres and good "
    "potting soil. Water the tomato plants each morning. Potting soil keeps water."
)


@pytest.fixture(scope="module")
def extractor(models: Path) -> KeyphraseExtractor:
    return preload("default", "auto", models)


def of(text: str, lang: str = "en") -> Source:
    return Source(blocks=(text,), lang=lang)


def phrases(result: KeyphraseResult) -> list[str]:
    return [entry["phrase"] for entry in result.phrases]


def test_the_page_is_about_its_main_phrase(extractor: KeyphraseExtractor) -> None:
    result = extractor.extract(of(TEXT), 15_000)
    assert "KeyBERT (ONNX Runtime)" in result.note
    assert "tomato plants" in [phrase.lower() for phrase in phrases(result)[:2]]
    scores = [entry["score"] for entry in result.phrases]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1.0
    assert all(0 <= score <= 1 for score in scores)


def test_each_phrase_tells_its_evidence(extractor: KeyphraseExtractor) -> None:
    source = Source(blocks=(TEXT,), lang="en", title="Balcony", h1s=("Tomato plant",))
    found = {e["phrase"].lower(): e for e in extractor.extract(source, 9_000).phrases}
    assert found["tomato plants"]["count"] == 3
    assert found["tomato plants"]["places"] == ["h1", "first_words"]
    assert found["tomato plants"]["missing"] == ["title"]


def test_out_of_time_it_counts_and_says_so(extractor: KeyphraseExtractor) -> None:
    result = extractor.extract(of(TEXT), 0)
    assert result.phrases
    assert "did not answer within 0 ms" in result.note


def test_another_language_is_counted(extractor: KeyphraseExtractor) -> None:
    result = extractor.extract(
        of("Der Garten braucht gute Erde. Gute Erde.", "de"), 9000
    )
    assert "does not know the page's language" in result.note
    assert phrases(result)[0] == "Erde"


def test_a_language_whose_words_cannot_be_told_apart(
    extractor: KeyphraseExtractor,
) -> None:
    result = extractor.extract(of("བོད་སྐད་ནི་བོད་ཀྱི་སྐད་རིགས་ཡིན།", "bo"), 9000)
    assert result.phrases == ()
    assert "not available for Tibetan" in result.note


@pytest.mark.parametrize("text", ["", "😀 😀", "the of and", "123 456"])
def test_no_words_are_none_found(extractor: KeyphraseExtractor, text: str) -> None:
    result = extractor.extract(of(text), 15_000)
    assert result.phrases == ()
    assert "None found" in result.note


@pytest.mark.parametrize(
    "text",
    [
        "word " * 2_000_000,
        " ".join(f"word{n}x" for n in range(100_000)),
        "x" * 10_000_000,
        "😀" * 2_000_000,
        "-" * 5_000_000 + "a-" * 1_000_000,
        "番茄" * 1_000_000,
    ],
    ids=["one word", "all different", "one letter", "emoji", "hyphens", "Han"],
)
def test_hostile_texts_stay_bounded(extractor: KeyphraseExtractor, text: str) -> None:
    started = time.monotonic()
    result = extractor.extract(of(text), 15_000)
    assert time.monotonic() - started < 20
    assert len(result.phrases) <= 12
    assert result.note


def test_a_text_that_is_not_read_whole_is_said_to_be_so() -> None:
    result = by_counting("for a test").extract(of("garden soil. " * 60_000), 1)
    assert "Read: the first 200,000 characters." in result.note


def test_a_broken_model_counts_and_says_so(
    models: Path, caplog: pytest.LogCaptureFixture
) -> None:
    found = preload("/nowhere/model", "auto", models)
    assert found.passage_encoder is None
    assert "could not be loaded" in found.extract(of(TEXT), 1000).note
    assert "/nowhere/model" in caplog.text


def test_counting_alone_can_be_asked_for(models: Path) -> None:
    found = preload("default", "statistics", models)
    assert found.passage_encoder is None
    assert "KEYPHRASES_ENCODER" in found.extract(of(TEXT), 1000).note


def test_switched_off_is_not_measured(models: Path) -> None:
    found = preload("default", "off", models)
    assert isinstance(found, NoKeyphrases)
    assert "switched off" in found.extract(of(TEXT), 1000).note


def test_a_worker_with_onnx_runtime_has_no_pytorch(models: Path) -> None:
    program = (
        "import sys; from pathlib import Path;"
        "from config import prepare_model_environment; prepare_model_environment();"
        "from webapp.pipeline.analyze import preload;"
        f"found = preload('default', 'auto', Path({str(models)!r}));"
        "heavy = {'torch', 'transformers'} & sys.modules.keys();"
        "model = found.passage_encoder;"
        "sys.exit(f'{model} {heavy}' if heavy or not model else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        timeout=100,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
