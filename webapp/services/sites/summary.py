"""What the report of a site says at its top; lists are asked of the rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from webapp.audits.site_scoring import checks_score, whole_score
from webapp.domain.site_status import PageState
from webapp.extensions import db
from webapp.models import SitePage, SiteScan

SCHEMA = 1


def report(
    site: SiteScan, checks: list[dict[str, Any]], overviews: dict[str, Any]
) -> dict[str, Any]:
    """``score`` is None where no page was scanned."""
    pages, compared = pages_score(site), checks_score(checks)
    return {
        "schema": SCHEMA,
        "score": whole_score(pages, compared),
        "pages_score": pages,
        "checks_score": compared,
        "checks": checks,
        **overviews,
    }


def pages_score(site: SiteScan) -> float | None:
    """The mean over pages that are no redirects."""
    mine = (SitePage.site_scan_id == site.id) & (SitePage.state == PageState.DONE)
    mine &= SitePage.is_redirect.is_(False)
    mean = db.session.scalar(select(func.avg(SitePage.score)).where(mine))
    return None if mean is None else round(float(mean), 1)
