"""The score: what was earned of what could be earned, in percent.

The weights stand in this one table. What does not apply or was not measured weighs
nothing, so a page is judged by what it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.domain.audit_result import Severity
from webapp.domain.report import AuditEntry, CategoryScore

WEIGHTS = {
    Severity.CRITICAL: 10.0,
    Severity.SERIOUS: 5.0,
    Severity.MODERATE: 2.0,
    Severity.MINOR: 0.5,
    Severity.INFO: 0.0,
}

#: The report's categories, in the order in which they are shown.
CATEGORIES = {
    "indexing": "Crawling and indexing",
    "head": "Page head",
    "content": "Content",
    "links": "Links",
    "images": "Images",
    "data": "Structured data",
    "answers": "Answer engines and AI",
    "social": "Social sharing",
    "languages": "Languages",
    "performance": "Performance",
    "mobile": "Mobile",
    "accessibility": "Accessibility",
    "security": "Security",
    "trust": "Trust and entities",
}


@dataclass(frozen=True, slots=True)
class Scores:
    """0–100, or None where nothing was measured."""

    total: int | None
    categories: tuple[CategoryScore, ...]


def score(entries: Iterable[AuditEntry]) -> Scores:
    """``100 · Σ weight · score / Σ weight`` over what was scored, whole and by
    category; ``ledger`` shows the sum."""
    known = list(entries)
    categories = [
        CategoryScore(
            id=key,
            title=title,
            score=percent([entry for entry in known if entry["category"] == key]),
        )
        for key, title in CATEGORIES.items()
    ]
    return Scores(percent(known), tuple(categories))


def percent(entries: list[AuditEntry]) -> int | None:
    scored = [
        (entry["weight"], entry["score"])
        for entry in entries
        if entry["score"] is not None
    ]
    possible = sum(weight for weight, _ in scored)
    if not possible:
        return None
    return nearest(sum(weight * value for weight, value in scored), possible)


def nearest(earned: float, possible: float) -> int:
    """The nearest whole percent, a half upwards. A page with any defect that counts
    does not show 100."""
    if earned == possible:
        return 100
    return min(99, int(100 * earned / possible + 0.5))
