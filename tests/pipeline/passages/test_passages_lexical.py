"""What is found by its words."""

from __future__ import annotations

import pytest

from webapp.pipeline.passages.lexical import Index, common_words, terms
from webapp.pipeline.passages.scores import ordered


def test_common_words_are_known_by_language() -> None:
    assert {"how", "the", "which"} <= common_words("en")
    assert "tea" not in common_words("en")
    assert common_words("xx") == frozenset()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brewing, brewed!", ["brewi", "brewe"]),
        ("Straße", ["stras"]),
        ("緑茶です", ["緑茶", "茶で", "です"]),
        ("茶", ["茶"]),
        ("AI茶", ["ai", "茶"]),
        ("…", []),
    ],
)
def test_terms(text: str, found: list[str]) -> None:
    assert terms(text) == found


def test_bm25_prefers_rare_terms_and_short_texts() -> None:
    index = Index(["tea pot", "tea", "tea tin tin", "water"])
    assert ordered(index.scores("tea tin"))[0] == 2
    assert ordered(index.scores("tea"))[0] == 1
    assert index.scores("nothing") == [0, 0, 0, 0]
    assert Index([]).scores("tea") == []
