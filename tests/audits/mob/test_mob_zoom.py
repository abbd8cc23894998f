"""mob.zoom."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.domain.audit_result import AuditResult

ID = "mob.zoom"


def viewport(content: str) -> AuditResult:
    return check(ID, f'<meta name="viewport" content="width=device-width, {content}">')


@pytest.mark.parametrize(
    "content",
    [
        "initial-scale=1",
        "maximum-scale=5",
        "maximum-scale=-1",
        "user-scalable=yes, maximum-scale=10",
        "user-scalable=1",
        "maximum-scale=1, maximum-scale=6",
    ],
)
def test_it_passes(content: str) -> None:
    assert viewport(content).outcome == "pass"


@pytest.mark.parametrize(
    "content",
    [
        "user-scalable=no",
        "USER-SCALABLE = NO",
        "user-scalable=0",
        "user-scalable=0.5",
        "maximum-scale=1",
        "maximum-scale=1.9",
        "maximum-scale=yes",
        "maximum-scale=1.0;user-scalable=1",
    ],
)
def test_it_fails(content: str) -> None:
    result = viewport(content)
    assert (result.outcome, result.score) == ("fail", 0)
    assert "viewport" in result.findings[0].snippet


@pytest.mark.parametrize(("scale", "percent"), [("2", "200%"), ("4.5", "450%")])
def test_it_warns(scale: str, percent: str) -> None:
    result = viewport(f"maximum-scale={scale}")
    assert result.outcome == "warn"
    assert percent in result.explanation


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
