"""The failing checks of a report, and what they cost."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.domain.report import AuditEntry
from webapp.pipeline.generate.shape import Level

FAILING = frozenset({"fail", "warn"})
#: Lost weight from which the effect of mending is high, or medium.
HIGH, MEDIUM = 5.0, 2.0


def failing(audits: Iterable[AuditEntry]) -> list[AuditEntry]:
    """In the order of the report."""
    return [audit for audit in audits if audit["outcome"] in FAILING]


def cost(group: Iterable[AuditEntry]) -> float:
    """The weight that a group of failing audits loses."""
    return sum(audit["weight"] * (1 - (audit["score"] or 0)) for audit in group)


def effect(group: Iterable[AuditEntry]) -> Level:
    """What mending the group brings: from its lost weight, never from a model."""
    lost = cost(group)
    if lost >= HIGH:
        return "high"
    return "medium" if lost >= MEDIUM else "low"
