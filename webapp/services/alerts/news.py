"""What can be told of a run, and what runs of pages and of sites have in common."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any

from webapp.audits.audit import AuditMeta
from webapp.domain.audit_result import Severity
from webapp.services import check_catalogue

#: So many checks or pages are named; the others are counted.
NAMED = 20
WORST_FIRST = list(Severity)

Found = dict[str, Any]


class Kind(StrEnum):
    """The names that a webhook's receiver sees."""

    SCORE = "score_fell"
    CHECKS = "check_failed"
    FAILURES = "failed_twice"
    PAGES = "page_gone"


def score_fall(before: int | None, after: int | None, points: int | None) -> Found:
    """Empty where it did not fall by so many points; None is never."""
    if before is None or after is None or points is None or before - after < points:
        return {}
    return {"before": before, "after": after}


def newly_failing(checks: Mapping[str, int], at_least: str) -> Found:
    """Of checks, with the number of pages that each newly fails on, those that are so
    severe, the worst first; empty where none is."""
    metas = known()
    worst = WORST_FIRST.index(Severity(at_least))
    severe = [
        metas[id]
        for id in checks
        if id in metas and WORST_FIRST.index(metas[id].severity) <= worst
    ]
    severe.sort(key=lambda meta: (WORST_FIRST.index(meta.severity), -checks[meta.id]))
    if not severe:
        return {}
    named = [in_short(meta, checks[meta.id]) for meta in severe[:NAMED]]
    return {"number": len(severe), "checks": named}


def in_short(meta: AuditMeta, pages: int) -> Found:
    return {
        "id": meta.id,
        "title": meta.failure_title,
        "severity": meta.severity.value,
        "pages": pages,
    }


@lru_cache(maxsize=1)
def known() -> dict[str, AuditMeta]:
    return {check.meta.id: check.meta for check in check_catalogue.every_check()}
