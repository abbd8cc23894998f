"""Which script a text is written in."""

from __future__ import annotations

import pytest

from webapp.audits.alphabets import count_scripts, script_of


@pytest.mark.parametrize(
    ("sign", "script"),
    [
        ("a", "Latin"),
        ("ß", "Latin"),
        ("Ａ", "Latin"),
        ("ж", "Cyrillic"),
        ("λ", "Greek"),
        ("ש", "Hebrew"),
        ("ش", "Arabic"),
        ("한", "Hangul"),
        ("漢", "Chinese or Japanese"),
        ("ひ", "Chinese or Japanese"),
        ("カ", "Chinese or Japanese"),
        ("ﾄ", "Chinese or Japanese"),
        ("ー", "Chinese or Japanese"),
        ("1", ""),
        (" ", ""),
        ("😀", ""),
    ],
)
def test_letters_have_a_script(sign: str, script: str) -> None:
    assert script_of(sign) == script


def test_letters_are_counted() -> None:
    counts = count_scripts("Adobe для всех, 2026")
    assert counts == {"Latin": 5, "Cyrillic": 7}


def test_only_the_beginning_is_looked_at() -> None:
    assert count_scripts("a" * 100_000).total() == 2000
