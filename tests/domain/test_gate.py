"""What stops a build, and what only was so before."""

from __future__ import annotations

from typing import Any

import pytest

from webapp.domain.audit_result import Severity
from webapp.domain.gate import Gate, check_baseline


def report(score: int | None = 80, **outcomes: str) -> dict[str, Any]:
    """Checks ``name="outcome severity"``."""
    audits = []
    for name, told in outcomes.items():
        outcome, severity = told.split()
        audits.append(
            {
                "id": name,
                "outcome": outcome,
                "severity": severity,
                "explanation": "It is so.",
            }
        )
    return {"schema": 1, "score": score, "audits": audits}


def failing(gate: Gate, found: dict[str, Any]) -> list[str]:
    return [audit["id"] for audit in gate.failures(found)]


def test_without_a_gate_all_pass() -> None:
    assert Gate().reasons(report(0, a="fail critical")) == []


@pytest.mark.parametrize(
    ("score", "passes"), [(80, True), (79, False), (0, False), (None, False)]
)
def test_a_score(score: int | None, passes: bool) -> None:
    assert (not Gate(fail_under=80).reasons(report(score))) is passes


@pytest.mark.parametrize(
    ("severity", "wanted"),
    [
        ("critical", ["c"]),
        ("serious", ["c", "s"]),
        ("minor", ["c", "s", "m"]),
        ("info", ["c", "s", "m", "i"]),
    ],
)
def test_a_severity_and_all_that_is_worse(severity: str, wanted: list[str]) -> None:
    found = report(
        c="fail critical",
        s="fail serious",
        m="fail minor",
        i="fail info",
        w="warn critical",
        p="pass critical",
        n="not_measured critical",
    )
    assert failing(Gate(fail_on=Severity(severity)), found) == wanted


def test_a_baseline_forgives_what_failed_before() -> None:
    before = report(a="fail serious", b="pass serious", w="warn serious")
    now = report(a="fail serious", b="fail serious", new="fail minor", w="fail serious")
    assert failing(Gate(baseline=before), now) == ["b", "new", "w"]
    gate = Gate(fail_on=Severity.SERIOUS, baseline=before)
    assert failing(gate, now) == ["b", "w"]
    assert gate.reasons(now)[0].startswith("b (serious) fails and did not before:")
    assert Gate(baseline=now).reasons(before) == []


@pytest.mark.parametrize(
    ("before", "now", "passes"),
    [(60, 60, True), (60, 61, True), (60, 59, False), (95, 90, True), (95, 79, False)],
)
def test_a_low_score_is_forgiven_where_it_did_not_fall(
    before: int, now: int, passes: bool
) -> None:
    gate = Gate(fail_under=80, baseline=report(before))
    assert (not gate.reasons(report(now))) is passes


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        {"error": {"code": "http_404"}},
        {"schema": 1, "score": 1, "audits": [1]},
        {"schema": 1, "score": "1", "audits": []},
        {"schema": 99, "score": 1, "audits": []},
    ],
)
def test_what_is_no_report_is_no_baseline(value: object) -> None:
    with pytest.raises(ValueError, match=r"--format json > baseline\.json"):
        check_baseline(value)
