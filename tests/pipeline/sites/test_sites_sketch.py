"""Equal texts have equal hashes, similar ones similar sketches."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from rensa import RMinHash

from webapp.domain.words import count_words
from webapp.pipeline.sites.sketch import Sketch, shingles, sketch_of, words_of

WORDS = [f"word{number}" for number in range(3000)]
CHINESE = "".join(chr(0x4E00 + number * 7) for number in range(400))
THAI = "".join(map(chr, random.Random(1).choices(range(0x0E01, 0x0E2F), k=400)))


def sketch(text: str) -> Sketch:
    return sketch_of(text, count_words(text))


def alike(one: str, other: str) -> float:
    pairs = zip(sketch(one).values, sketch(other).values, strict=True)
    return sum(a == b for a, b in pairs) / 128


def overlap(one: str, other: str) -> float:
    first, second = (set(shingles(words_of(text))) for text in (one, other))
    return len(first & second) / len(first | second)


def test_case_spaces_and_punctuation_make_no_difference() -> None:
    text = " ".join(WORDS[:100])
    other = text.upper().replace(" ", ",\n- ")
    assert sketch(text) == sketch(other)
    assert sketch(text).text_hash != sketch(f"{text} more").text_hash


def test_of_hardly_any_text_there_is_none() -> None:
    assert sketch(" ".join(WORDS[:29])) == Sketch()
    assert sketch(CHINESE[:58]) == Sketch()
    assert len(sketch(" ".join(WORDS[:30])).values) == 128
    assert len(sketch(CHINESE[:60]).values) == 128


def test_it_tells_how_much_texts_have_in_common() -> None:
    chance = random.Random(7)
    text = chance.choices(WORDS, k=600)
    for changes in (0, 3, 10, 30, 100):
        other = list(text)
        for place in chance.sample(range(600), changes):
            other[place] = "changed"
        one, two = " ".join(text), " ".join(other)
        assert abs(alike(one, two) - overlap(one, two)) < 0.13  # three deviations


def test_texts_without_spaces_are_compared_as_well() -> None:
    for text in (CHINESE, THAI):
        assert alike(text, text[:200] + "。" + text[200:]) == 1
        assert 0.7 < alike(text, text[:360]) < 1
    assert alike(CHINESE, CHINESE[::-1]) < 0.1


def test_it_is_the_same_on_every_machine() -> None:
    """Sketches are stored: a new release of the library must not change them."""
    assert RMinHash.ALGORITHM_VERSION == 2
    found = sketch(" ".join(WORDS[:50])).values
    assert found[:4] == (2462519401, 1867291166, 3326004493, 2894813373)
    assert all(0 <= value < 2**32 for value in found)


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    found = sketch(text)
    assert bool(found.text_hash) == bool(found.values)
