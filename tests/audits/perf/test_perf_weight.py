"""perf.weight."""

from __future__ import annotations

import dataclasses

import pytest

from support.pages import check, fetched
from webapp.audits.perf.weight import run
from webapp.domain.audit_result import AuditResult

ID = "perf.weight"


def of(size: int, *, truncated: bool = False) -> AuditResult:
    return run(dataclasses.replace(fetched(), body=b"x" * size, truncated=truncated))


@pytest.mark.parametrize(
    ("size", "outcome"),
    [(0, "pass"), (1_600_000, "pass"), (1_600_001, "warn"), (5_000_000, "warn")],
)
def test_it_passes_and_warns(size: int, outcome: str) -> None:
    assert of(size).outcome == outcome


def test_it_fails() -> None:
    result = of(5_000_001)
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.explanation == "The HTML document has 5,000,001 bytes."


def test_what_was_cut_has_at_least_that_much() -> None:
    result = of(1_000_000, truncated=True)
    assert result.outcome == "warn"
    assert "at least 1,000,000" in result.explanation


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
