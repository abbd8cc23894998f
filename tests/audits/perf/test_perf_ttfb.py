"""perf.ttfb."""

from __future__ import annotations

import dataclasses

import pytest

from support.pages import check, fetched
from webapp.audits.perf.ttfb import run
from webapp.domain.audit_result import AuditResult

ID = "perf.ttfb"


def after(milliseconds: int) -> AuditResult:
    return run(dataclasses.replace(fetched(), ttfb_ms=milliseconds))


@pytest.mark.parametrize(
    ("milliseconds", "outcome"),
    [(1, "pass"), (800, "pass"), (801, "warn"), (1800, "warn")],
)
def test_it_passes_and_warns(milliseconds: int, outcome: str) -> None:
    assert after(milliseconds).outcome == outcome


def test_it_fails() -> None:
    result = after(1801)
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.explanation == "The first byte came after 1,801 ms in our one fetch."


def test_it_does_not_apply_where_nobody_took_the_time() -> None:
    assert check(ID).outcome == "not_measured"
