"""sec.referrer."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sec.referrer"


@pytest.mark.parametrize(
    ("value", "used"),
    [
        ("no-referrer", "no-referrer"),
        ("Strict-Origin", "strict-origin"),
        (
            "no-referrer, strict-origin-when-cross-origin",
            "strict-origin-when-cross-origin",
        ),
        ("same-origin, future-policy", "same-origin"),
    ],
)
def test_it_passes(value: str, used: str) -> None:
    result = check(ID, headers={"Referrer-Policy": value})
    assert result.outcome == "pass"
    assert result.explanation == f"The policy is {used}."


def test_a_meta_element_counts() -> None:
    assert check(ID, "<meta name=referrer content=no-referrer>").outcome == "pass"


@pytest.mark.parametrize("headers", [{}, {"Referrer-Policy": "never"}])
def test_it_fails(headers: dict[str, str]) -> None:
    result = check(ID, headers=headers)
    assert (result.outcome, result.score) == ("fail", 0)
    assert len(result.findings) == len(headers)


def test_it_warns_for_unsafe_url() -> None:
    result = check(ID, headers={"Referrer-Policy": "no-referrer, unsafe-url"})
    assert result.outcome == "warn"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"
