"""content.dup-near."""

from __future__ import annotations

import random

from support.site_views import check, faults, page, site

ID = "content.dup-near"


def sketch(seed: int) -> tuple[int, ...]:
    return tuple(random.Random(seed).choices(range(2**32), k=128))


def like(sketch: tuple[int, ...], equal: int) -> tuple[int, ...]:
    """A sketch with so many of the values, the others lying scattered."""
    changed = random.Random(equal).sample(range(128), 128 - equal)
    return tuple(v + 1 if at in changed else v for at, v in enumerate(sketch))


A = sketch(1)


def test_it_passes() -> None:
    view = site(page("/", sketch=A), page("/a", sketch=sketch(2)), page("/b"))
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 2)


def test_it_fails_from_nine_tenths_on() -> None:
    view = site(
        page("/", sketch=A, text_hash="x"),
        page("/near", sketch=like(A, 116), text_hash="y"),
        page("/far", sketch=like(A, 114), text_hash="z"),
    )
    assert faults(ID, view) == {
        "/": "91% like https://example.com/near",
        "/near": "91% like https://example.com/",
    }


def test_copies_word_for_word_count_once() -> None:
    view = site(page("/", sketch=A, text_hash="x"), page("/a", sketch=A, text_hash="x"))
    assert check(ID, view).outcome == "na"
    three = site(*[page(f"/{n}", sketch=A, text_hash=str(n // 2)) for n in range(4)])
    assert faults(ID, three).keys() == {"/0", "/2"}


def test_language_versions_may_be_alike() -> None:
    view = site(
        page("/gb", sketch=A, text_hash="x", alternates={"en-US": "/us"}),
        page("/us", sketch=like(A, 120), text_hash="y"),
    )
    assert check(ID, view).outcome == "pass"


def test_it_does_not_apply_without_two_texts() -> None:
    assert check(ID, site(page("/", sketch=A), page("/a"))).outcome == "na"
