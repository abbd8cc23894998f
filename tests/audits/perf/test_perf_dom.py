"""perf.dom."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "perf.dom"


@pytest.mark.parametrize(
    ("number", "outcome"), [(10, "pass"), (1480, "pass"), (1600, "warn")]
)
def test_it_passes_and_warns(number: int, outcome: str) -> None:
    assert check(ID, "<i></i>" * number).outcome == outcome


def test_it_fails() -> None:
    result = check(ID, "<body>" + "<i></i>" * 3100)
    assert (result.outcome, result.score) == ("fail", 0)
    assert "31" in result.explanation


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
