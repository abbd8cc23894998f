"""What the product checks, for the pages that explain it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from webapp.audits.audit import AuditMeta
from webapp.audits.registry import AUDITS
from webapp.audits.scoring import CATEGORIES, WEIGHTS
from webapp.domain.audit_result import Severity


@dataclass(frozen=True, slots=True)
class Check:
    """A check's meta with its weight and its category's title."""

    meta: AuditMeta
    weight: float
    category: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """``categories``: title and checks, in the report's order; ``weights`` by severity,
    heaviest first."""

    categories: tuple[tuple[str, tuple[Check, ...]], ...]
    weights: tuple[tuple[Severity, float], ...]
    number: int


@lru_cache(maxsize=1)
def whole() -> Catalogue:
    checks = [with_weight(audit.meta) for audit in AUDITS]
    categories = (
        (title, tuple(check for check in checks if check.meta.category == key))
        for key, title in CATEGORIES.items()
    )
    filled = tuple((title, found) for title, found in categories if found)
    return Catalogue(filled, tuple(WEIGHTS.items()), len(checks))


def find(check_id: str) -> Check | None:
    """The check of this id, or None."""
    found = (audit.meta for audit in AUDITS if audit.meta.id == check_id)
    return next((with_weight(meta) for meta in found), None)


def with_weight(meta: AuditMeta) -> Check:
    return Check(meta, WEIGHTS[meta.severity], CATEGORIES[meta.category])
