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
    return [to_entry(meta, result) for meta, result in sorted(results, key=rank)]


def rank(entry: tuple[AuditMeta, AuditResult]) -> tuple[float, int, str]:
    meta, result = entry
    lost = 0.0
    if result.outcome in FAILING:
        lost = WEIGHTS[meta.severity] * (1 - (result.score or 0)) + 0.01
    return -lost, ORDER.index(result.outcome), meta.id


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
