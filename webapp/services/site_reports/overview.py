"""What stands at the top of the report of a site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, func, select, type_coerce

from webapp.domain.site_status import PageState, SiteStatus
from webapp.extensions import db
from webapp.models import SitePage, SiteScan
from webapp.services.comparison import MOST_POINTS, Point
from webapp.services.site_reports import check_list
from webapp.services.site_reports.check_list import CheckLine
from webapp.services.sites import reasons

MOST_CHECKS = 10
#: The parts of the score, as the report names them.
PARTS = {
    "pages_score": "Pages by themselves",
    "checks_score": "Pages compared with each other",
}


@dataclass(frozen=True)
class Overview:
    """``worst`` are the first of ``failing`` checks that take points off or are worth
    knowing; ``failed`` and ``skipped`` are reasons in words with pages, most first."""

    worst: list[CheckLine]
    failing: int
    failed: list[tuple[str, int]]
    skipped: list[tuple[str, int]]
    history: list[Point]


def of_site(site: SiteScan) -> Overview:
    lines = [line for line in check_list.of_site(site) if line.is_failing]
    return Overview(
        lines[:MOST_CHECKS],
        len(lines),
        why(site, PageState.FAILED),
        why(site, PageState.SKIPPED),
        history(site),
    )


def why(site: SiteScan, state: PageState) -> list[tuple[str, int]]:
    mine = (SitePage.site_scan_id == site.id) & (SitePage.state == state)
    chosen = select(SitePage.reason, func.count()).where(mine)
    rows = db.session.execute(chosen.group_by(SitePage.reason)).all()
    ranked = sorted(rows, key=lambda row: -row[1])
    return [(reasons.in_words(reason), number) for reason, number in ranked]


def history(site: SiteScan) -> list[Point]:
    """The user's finished scans of the same host, oldest first."""
    report = type_coerce(SiteScan.report, JSON)
    same = (SiteScan.user_id == site.user_id) & (SiteScan.host == site.host)
    chosen = (
        select(
            SiteScan.public_id,
            SiteScan.created_at,
            SiteScan.score,
            *(report[name] for name in PARTS),
        )
        .where(same, SiteScan.status == SiteStatus.FINISHED)
        .order_by(SiteScan.created_at.desc())
        .limit(MOST_POINTS)
    )
    return [point(*row) for row in reversed(db.session.execute(chosen).all())]


def point(
    public_id: str, created_at: datetime, score: int | None, *parts: float | None
) -> Point:
    whole = (None if part is None else round(part) for part in parts)
    return Point(
        public_id, created_at, score, dict(zip(PARTS, whole, strict=True)), PARTS
    )
