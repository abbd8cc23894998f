"""From results to the report's entries: what fails most comes first."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.audits.audit import AuditMeta
from webapp.audits.scoring import WEIGHTS
from webapp.domain.audit_result import AuditResult, Outcome
from webapp.domain.report import AuditEntry

ORDER = [
    Outcome.FAIL,
    Outcome.WARN,
    Outcome.NOT_MEASURED,
    Outcome.ERROR,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
]
FAILING = frozenset({Outcome.FAIL, Outcome.WARN})


def to_entries(results: Iterable[tuple[AuditMeta, AuditResult]]) -> list[AuditEntry]:
    """Entries by weight lost, then outcome, then id."""
    return sorted((to_entry(meta, result) for meta, result in results), key=rank)


def rank(entry: AuditEntry) -> tuple[float, int, str]:
    outcome = Outcome(entry["outcome"])
    lost = 0.0
    if outcome in FAILING:
        lost = entry["weight"] * (1 - (entry["score"] or 0)) + 0.01
    return -lost, ORDER.index(outcome), entry["id"]


def to_entry(meta: AuditMeta, result: AuditResult) -> AuditEntry:
    is_failing = result.outcome in FAILING
    return AuditEntry(
        id=meta.id,
        category=meta.category,
        score=result.score,
        outcome=result.outcome,
        severity=meta.severity,
        weight=WEIGHTS[meta.severity],
        title=meta.failure_title if is_failing else meta.title,
        explanation=result.explanation,
        evidence=[
            {"snippet": finding.snippet, "note": finding.note}
            for finding in result.findings
        ],
        why=meta.why,
        how_to_fix=meta.how_to_fix,
        source=meta.source,
    )
