"""Isolation, declared inputs, scoring by hand, the report's order."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from support.pages import fetched, site_of
from webapp.audits import score, to_entries
from webapp.audits.audit import (
    Audit,
    AuditMeta,
    failed,
    not_applicable,
    not_measured,
    passed,
    warned,
)
from webapp.audits.runner import run_audits, run_one
from webapp.domain.audit_inputs import AuditInputs
from webapp.domain.audit_result import AuditResult, Finding, Outcome, Severity
from webapp.exceptions import JobTimedOut
from webapp.pipeline.parse import parse


def meta(
    name: str = "x.y",
    severity: Severity = Severity.SERIOUS,
    category: str = "head",
    inputs: tuple[str, ...] = ("page",),
) -> AuditMeta:
    return AuditMeta(
        name, category, severity, "Good", "Bad", "Why.", "Fix.", "https://a.example/",
        date(2026, 11, 23), "Fails if bad.", "<p>bad", "<p>good", inputs,
    )  # fmt: skip


def inputs() -> AuditInputs:
    page = fetched("<title>T</title>")
    return AuditInputs(fetched=page, page=parse(page))


def test_an_audit_gets_what_it_declared_and_nothing_else() -> None:
    seen: dict[str, Any] = {}

    def run(**given: Any) -> AuditResult:
        seen.update(given)
        return passed()

    run_one(Audit(meta(inputs=("fetched",)), run), inputs())
    assert set(seen) == {"fetched"}


def test_a_missing_input_is_not_measured() -> None:
    result = run_one(Audit(meta(), lambda page: passed()), AuditInputs())
    assert (result.outcome, result.score) == (Outcome.NOT_MEASURED, None)
    assert "page" in result.explanation


@pytest.mark.parametrize("error", [KeyError, RecursionError, OSError, RuntimeError])
def test_a_broken_audit_is_one_error_result(
    error: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(page: object) -> AuditResult:
        raise error("broken")

    audits = [Audit(meta("a.b"), breaks), Audit(meta("c.d"), lambda page: passed())]
    outcomes = [result.outcome for _, result in run_audits(inputs(), audits)]
    assert outcomes == [Outcome.ERROR, Outcome.PASS]
    assert "a.b" in caplog.text


@pytest.mark.parametrize(
    ("finds_absence", "outcome"), [(True, "not_measured"), (False, "fail")]
)
def test_nothing_is_called_missing_on_a_page_that_was_cut(
    finds_absence: bool, outcome: str
) -> None:
    page = dataclasses.replace(fetched("<p>hello"), truncated=True)
    chosen = dataclasses.replace(meta(), finds_absence=finds_absence)
    audit = Audit(chosen, lambda page: failed("There is no h1."))
    result = run_one(audit, AuditInputs(fetched=page, page=parse(page)))
    assert result.outcome == outcome


def test_a_time_out_of_the_job_gets_through() -> None:
    def slow(page: object) -> AuditResult:
        raise JobTimedOut

    with pytest.raises(JobTimedOut):
        run_one(Audit(meta(), slow), inputs())


def test_the_score_can_be_checked_by_hand() -> None:
    results = [
        (meta("a.a", Severity.CRITICAL), passed()),  # 10 of 10
        (meta("a.b", Severity.SERIOUS, "data"), failed("Bad.")),  # 0 of 5
        (meta("a.c", Severity.MODERATE), warned("So so.")),  # 1 of 2
        (meta("a.d", Severity.MINOR), passed()),  # 0.5 of 0.5
        (meta("a.e", Severity.INFO), failed("Bad.")),  # weighs nothing
        (meta("a.f", Severity.CRITICAL), AuditResult(Outcome.NOT_MEASURED, None)),
    ]
    scores = score(to_entries(results))
    assert scores.total == 66  # 65.71
    by_id = {category["id"]: category["score"] for category in scores.categories}
    assert by_id["data"] == 0
    assert by_id["head"] == 92  # 11.5 of 12.5
    assert by_id["social"] is None


def test_nothing_measured_is_no_score() -> None:
    assert score([]).total is None


def test_entries_put_what_fails_most_first() -> None:
    results = [
        (meta("z.pass"), passed()),
        (meta("b.minor", Severity.MINOR), failed("Bad.")),
        (meta("c.critical", Severity.CRITICAL), failed("Bad.")),
        (meta("d.warn", Severity.SERIOUS), warned("So so.")),
        (meta("e.info", Severity.INFO), failed("Bad.")),
    ]
    entries = to_entries(results)
    ids = [entry["id"] for entry in entries]
    assert ids == ["c.critical", "d.warn", "b.minor", "e.info", "z.pass"]
    assert [entry["title"] for entry in entries][-1] == "Good"
    assert entries[0]["title"] == "Bad"


LONG = "x" * 2_000_000


@pytest.mark.parametrize("end", [failed, warned])
def test_findings_are_cut(end: Callable[..., AuditResult]) -> None:
    result = end(LONG, (Finding(LONG, LONG) for _ in range(100)))
    assert len(result.findings) == 20
    assert {len(finding.snippet) for finding in result.findings} == {300}
    assert {len(finding.note) for finding in result.findings} == {500}
    assert result.findings[0].note.endswith("x…")


@pytest.mark.parametrize("end", [passed, failed, warned, not_measured, not_applicable])
def test_explanations_are_cut(end: Callable[[str], AuditResult]) -> None:
    assert end(LONG).explanation == "x" * 499 + "…"
    assert end("x" * 500).explanation == "x" * 500


def test_an_endless_paragraph_makes_no_endless_report() -> None:
    """All of its words were one note."""
    text = "many words " * 10_000
    links = "".join(f"<a href=#{n}>link {n}</a> " for n in range(1_000))
    page = fetched(f"<html lang=en><main><h1>A</h1><p>{text}<h2>B</h2><p>{links}")
    result = run_audits(AuditInputs(fetched=page, page=parse(page), site=site_of()))
    for entry in to_entries(result):
        assert len(entry["explanation"]) <= 500, entry["id"]
        assert len(json.dumps(entry["evidence"])) < 20 * 1000, entry["id"]
