"""What the product checks, for the pages that explain it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from webapp.audits.audit import AuditMeta
from webapp.audits.registry import AUDITS
from webapp.audits.scoring import CATEGORIES, WEIGHTS
from webapp.audits.site import SITE_AUDITS
from webapp.domain.audit_result import Severity


@dataclass(frozen=True, slots=True)
class Check:
    """A check's meta with its weight and its category's title. ``is_of_site``: it
    compares the pages of a site scan, and judges no page alone."""

    meta: AuditMeta
    weight: float
    category: str
    is_of_site: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """``categories``: title and checks, in the report's order; ``weights`` by severity,
    heaviest first."""

    categories: tuple[tuple[str, tuple[Check, ...]], ...]
    weights: tuple[tuple[Severity, float], ...]
    number: int


@lru_cache(maxsize=1)
def whole() -> Catalogue:
    checks = every_check()
    categories = (
        (title, tuple(check for check in checks if check.meta.category == key))
        for key, title in CATEGORIES.items()
    )
    filled = tuple((title, found) for title, found in categories if found)
    return Catalogue(filled, tuple(WEIGHTS.items()), len(checks))


def find(check_id: str) -> Check | None:
    """The check of this id, or None."""
    return next((check for check in every_check() if check.meta.id == check_id), None)


@lru_cache(maxsize=1)
def every_check() -> tuple[Check, ...]:
    of_pages = (with_weight(audit.meta, is_of_site=False) for audit in AUDITS)
    of_sites = (with_weight(audit.meta, is_of_site=True) for audit in SITE_AUDITS)
    return (*of_pages, *of_sites)


def with_weight(meta: AuditMeta, *, is_of_site: bool) -> Check:
    category = CATEGORIES[meta.category]
    return Check(meta, WEIGHTS[meta.severity], category, is_of_site)
