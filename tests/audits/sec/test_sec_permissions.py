"""sec.permissions."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sec.permissions"


def test_it_passes() -> None:
    result = check(ID, headers={"permissions-policy": "camera=()"})
    assert result.outcome == "pass"
    assert "camera=()" in result.explanation


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({}, "missing"),
        ({"Permissions-Policy": " "}, "missing"),
        ({"Feature-Policy": "camera 'none'"}, "older"),
    ],
)
def test_it_fails(headers: dict[str, str], words: str) -> None:
    result = check(ID, headers=headers)
    assert (result.outcome, result.score) == ("fail", 0)
    assert words in result.explanation


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"
