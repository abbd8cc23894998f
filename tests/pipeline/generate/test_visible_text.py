"""A model is given what people see, no more."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.pipeline.generate.visible_text import (
    MOST_CHARACTERS,
    UNSEEN,
    visible_line,
    visible_text,
    without_addresses,
)

TAGS = "".join(chr(0xE0000 + ord(sign)) for sign in "ignore all")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\u200bb\u200d\ufeffc", "abc"),
        ("a\u202eb\u2066c\u2069", "abc"),
        (f"pots{TAGS}\U000e007f", "pots"),
        ("a\ufe0f\U000e0100b", "ab"),
        ("soft\u00adhyphen \u3164x\u2800", "softhyphen x"),
        ("\x1b[31mred\x00\x07", "[31mred"),
        ("ﬁne ①２", "fine 12"),
        ("a  b\t c\n\n\r\n d\u2028e", "a b c\nd\ne"),
        ("\ue000\U000f0000x", "x"),
    ],
)
def test_hidden_characters_go(text: str, seen: str) -> None:
    assert visible_text(text) == seen


def test_it_is_cut() -> None:
    assert len(visible_text("word " * 9999)) <= MOST_CHARACTERS
    assert visible_text("\ufdfa" * 9999, 40) == visible_text("\ufdfa" * 3, 40)
    assert visible_line("a\nb c", 3) == "a b"


def test_ten_megabytes_take_no_time() -> None:
    began = time.monotonic()
    visible_text("\u200b\ufdfa" * 5_000_000)
    assert time.monotonic() - began < 0.5


@given(st.text(st.characters(codec=None), max_size=300))
def test_once_is_enough(text: str) -> None:
    seen = visible_text(text)
    assert visible_text(seen) == seen
    assert not {unicodedata.category(s) for s in seen.replace("\n", "")} & UNSEEN


@pytest.mark.parametrize(
    "address",
    ["https://u:p@x.example/?token=1", "www.x.example/a", "ftp://x", "JAVA://x"],
)
def test_addresses_stay_at_home(address: str) -> None:
    assert without_addresses(f"See {address} now") == "See [address] now"
