"""llms.present."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.pages import answer, check, site_of
from webapp.domain.audit_result import AuditResult
from webapp.domain.site_facts import Answer

ID = "llms.present"


def judged(found: Answer) -> AuditResult:
    return check(ID, site=site_of(llms=found))


@pytest.mark.parametrize("kind", ["text/plain", "text/markdown", "text/html"])
def test_it_passes(kind: str) -> None:
    """The content decides, not what the server calls it."""
    assert judged(answer("/llms.txt", 200, "# Shop", kind)).outcome == "pass"


@pytest.mark.parametrize(
    "body", ["<!doctype html><p>", "\ufeff<html>", "<!-- a --><p>x"]
)
def test_it_fails(body: str) -> None:
    result = judged(answer("/llms.txt", 200, body))
    assert result.outcome == "fail"
    assert "masquerades" in result.explanation


def test_it_warns() -> None:
    assert judged(answer("/llms.txt", 500)).outcome == "warn"
    lost = replace(answer("/llms.txt"), status=None, problem="timeout", note="Slow.")
    assert judged(lost).outcome == "warn"


@pytest.mark.parametrize("problem", ["not_asked", "blocked_by_robots"])
def test_it_is_not_measured(problem: str) -> None:
    found = replace(answer("/llms.txt"), status=None, problem=problem, note="No.")
    assert judged(found).outcome == "not_measured"
    assert check(ID).outcome == "not_measured"


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_it_does_not_apply(status: int) -> None:
    assert judged(answer("/llms.txt", status)).outcome == "na"
