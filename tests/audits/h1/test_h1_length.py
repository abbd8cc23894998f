"""h1.length."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "h1.length"


@pytest.mark.parametrize("text", ["a", "a" * 70, " a \n " * 30])
def test_it_passes(text: str) -> None:
    assert check(ID, f"<h1>{text}</h1><h1>{'b' * 99}</h1>").outcome == "pass"


def test_it_fails() -> None:
    result = check(ID, f"<h1></h1><h1>{'a' * 71}</h1>")
    assert result.outcome == "fail"
    assert result.explanation == "The h1 has 71 characters."


def test_it_does_not_apply() -> None:
    assert check(ID, "<h1></h1><h2>x</h2>").outcome == "na"
