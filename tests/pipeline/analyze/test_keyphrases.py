"""Keyphrases: the real model, its bound, its fork, and counting alone."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from webapp.pipeline.analyze import NoKeyphrases, check_model, preload
from webapp.pipeline.analyze.candidates import shortlist, without_repeats
from webapp.pipeline.analyze.extractor import KeyphraseExtractor
from webapp.pipeline.analyze.statistics import StatisticsOnly

ROOT = Path(__file__).resolve().parents[3]
TEXT = (
    "Tomato plants on a balcony. Tomato plants need a pot of twenty litres and good "
    "potting soil. Water the tomato plants each morning. Potting soil keeps water. "
)


@pytest.fixture(scope="module")
def extractor() -> KeyphraseExtractor:
    return preload("default")


def test_the_packaged_model_is_the_published_one() -> None:
    assert check_model("default") is None


def test_the_page_is_about_its_main_phrase(extractor: KeyphraseExtractor) -> None:
    result = extractor.extract(TEXT, "en", 15_000)
    assert "KeyBERT" in result.note
    assert any("tomato plants" in phrase.phrase for phrase in result.phrases[:2])
    scores = [phrase.score for phrase in result.phrases]
    assert all(0 <= score <= 1 for score in scores)


def test_out_of_time_it_counts_and_says_so(extractor: KeyphraseExtractor) -> None:
    result = extractor.extract(TEXT, "en", 0)
    assert result.phrases
    assert "did not answer within 0 ms" in result.note


def test_another_language_is_counted(extractor: KeyphraseExtractor) -> None:
    result = extractor.extract("Der Garten braucht gute Erde. Gute Erde.", "de", 15_000)
    assert "English alone" in result.note
    assert result.phrases


@pytest.mark.parametrize("text", ["", "😀 😀", "the of and", "123 456"])
def test_no_words_are_none_found(extractor: KeyphraseExtractor, text: str) -> None:
    result = extractor.extract(text, "en", 15_000)
    assert result.phrases == ()
    assert "None found" in result.note


def test_hostile_texts_stay_bounded(extractor: KeyphraseExtractor) -> None:
    started = time.monotonic()
    for text in ("word " * 2_000_000, " ".join(f"word{n}x" for n in range(100_000))):
        assert extractor.extract(text, "en", 15_000).phrases
    assert time.monotonic() - started < 30


def test_a_broken_model_counts_and_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    found = preload("/nowhere/model")
    assert isinstance(found, StatisticsOnly)
    assert "could not be loaded" in found.extract(TEXT, "en", 1000).note
    assert "/nowhere/model" in caplog.text


def test_switched_off_is_not_measured() -> None:
    assert "switched off" in NoKeyphrases().extract(TEXT, "en", 1000).note


def test_parts_of_better_phrases_are_dropped() -> None:
    phrases = ["potting soil", "soil", "good potting soil", "pot"]
    assert without_repeats(phrases, 9) == ["potting soil", "pot"]


def test_candidates_do_not_cross_breaks() -> None:
    found = {
        entry.phrase for entry in shortlist("Red pots, blue. Big and wide", "en", 99)
    }
    assert "red pots" in found
    assert not found & {"pots blue", "big wide", "and"}


FORKS = """
import os, sys
sys.path.insert(0, {root!r})
from config import prepare_model_environment
prepare_model_environment()
from webapp.pipeline.analyze import preload
extractor = preload("default")
for number in range(6):
    pid = os.fork()
    if pid == 0:
        found = extractor.extract({text!r}, "en", 15000)
        os._exit(0 if found.phrases and "KeyBERT" in found.note else 1)
    if os.waitpid(pid, 0)[1] != 0:
        sys.exit(1)
"""


def test_forked_children_encode_and_do_not_hang() -> None:
    program = FORKS.format(root=str(ROOT), text=TEXT)
    done = subprocess.run(
        [sys.executable, "-c", program], timeout=90, check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
