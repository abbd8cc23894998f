"""The score of a site: a mean of what its pages score by themselves and of the checks
that compare them, each of those by its weight and its share of pages without the fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.audits.audit import AuditMeta
from webapp.audits.scoring import WEIGHTS
from webapp.audits.site_audit import SiteResult
from webapp.domain.audit_result import Outcome

#: Three parts for the pages, one for the checks.
SHARE_OF_PAGES = 0.75

Checks = Sequence[Mapping[str, Any]]


def of_site_check(meta: AuditMeta, result: SiteResult) -> dict[str, Any]:
    """What is kept of a site check, and what its part of the score follows from."""
    return {
        "id": meta.id,
        "outcome": result.outcome.value,
        "explanation": result.explanation,
        "judged": result.judged,
        "affected": len(result.affected),
        "weight": WEIGHTS[meta.severity],
    }


def whole_score(pages: float | None, compared: float | None) -> int | None:
    """None where no page was scanned."""
    if pages is None:
        return None
    if compared is None:
        return round(pages)
    return round(SHARE_OF_PAGES * pages + (1 - SHARE_OF_PAGES) * compared)


def checks_score(checks: Checks) -> float | None:
    scored = [check for check in checks if check["judged"] and check["weight"]]
    possible: float = sum(check["weight"] for check in scored)
    if not possible:
        return None
    earned: float = sum(check["weight"] * value_of(check) for check in scored)
    return round(100 * earned / possible, 1)


def value_of(check: Mapping[str, Any]) -> float:
    """A warning costs half."""
    share: float = min(1.0, check["affected"] / check["judged"])
    return 1 - share / (2 if check["outcome"] == Outcome.WARN else 1)
