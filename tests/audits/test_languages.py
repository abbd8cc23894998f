"""Language tags."""

from __future__ import annotations

import pytest

from webapp.audits.languages import (
    family_of,
    is_hreflang,
    is_known_primary,
    preferred_tag,
)


@pytest.mark.parametrize(
    ("tag", "is_known"),
    [
        ("en", True),
        ("pt-BR", True),
        ("zh-Hant-TW", True),
        ("gsw", True),
        ("xx", False),
        ("english", False),
        ("en_US", False),
        ("en-nonsenses", True),
        ("", False),
    ],
)
def test_known_primary_languages(tag: str, *, is_known: bool) -> None:
    assert is_known_primary(tag) is is_known


@pytest.mark.parametrize(
    ("tag", "is_one"),
    [
        ("en", True),
        ("EN-gb", True),
        ("zh-Hans", True),
        ("sr-Latn-RS", True),
        ("sq-XK", True),
        ("x-default", True),
        ("en-UK", False),
        ("en-EU", False),
        ("en-ZZ", False),
        ("es-419", False),
        ("fil", False),
        ("GB", False),
        ("en-GB-Latn", False),
        ("en ", False),
        ("", False),
    ],
)
def test_codes_of_hreflang(tag: str, *, is_one: bool) -> None:
    assert is_hreflang(tag) is is_one


@pytest.mark.parametrize(
    ("tags", "family"),
    [
        (("no", "nb-NO", "nn"), "no"),
        (("zh", "zh-TW", "cmn", "yue-HK"), "zh"),
        (("hr", "sr-Latn", "bs", "sh"), "sh"),
        (("id", "ms", "in"), "ms"),
        (("he", "iw"), "he"),
        (("en", "eng", "en_US"), "en"),
        (("", "xx", "mul", "und", "english"), ""),
    ],
)
def test_variants_are_one_language(tags: tuple[str, ...], family: str) -> None:
    assert {family_of(tag) for tag in tags} == {family}


@pytest.mark.parametrize(
    ("tag", "preferred"),
    [
        ("en", ""),
        ("EN-gb", ""),
        ("zh-hans", ""),
        ("eng", "en"),
        ("deu-AT", "de-AT"),
        ("en-UK", "en-GB"),
        ("en-nonsenses", None),
    ],
)
def test_the_preferred_tag(tag: str, preferred: str | None) -> None:
    assert preferred_tag(tag) == preferred
