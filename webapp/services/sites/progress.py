"""How far a site scan is, how quick, and how long it may take: three statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from webapp.domain.site_status import PageState, SiteStatus
from webapp.extensions import db
from webapp.models import Scan, SitePage, SiteScan
from webapp.models.clock import db_now
from webapp.services.sites import reasons

#: The rate is that of the last two minutes: what went on before says little.
WINDOW = 120
#: What it takes before anything is said of what is left.
FEWEST_PAGES, FEWEST_SECONDS = 3, 10
LATEST = 6


@dataclass(frozen=True)
class Progress:
    """``rate`` is in pages a minute, None where nothing can be said yet; ``left`` is in
    seconds at this rate. ``failed`` and ``skipped`` are reasons in words with numbers,
    most first. ``latest`` are scans of pages, the last to end first."""

    rate: float | None
    left: float | None
    open: int
    failed: list[tuple[str, int]]
    skipped: list[tuple[str, int]]
    latest: list[Any]


def of_site(site: SiteScan) -> Progress:
    latest = latest_pages(site)
    numbers = count_pages(site)
    rate = rate_of(latest[0]) if latest else None
    is_going_on = site.status == SiteStatus.SCANNING and not site.paused_at
    left = site.left / rate * 60 if rate and is_going_on else None
    return Progress(
        rate,
        left,
        sum(number for state, _, number in numbers if state == PageState.OPEN),
        in_words(numbers, PageState.FAILED),
        in_words(numbers, PageState.SKIPPED),
        latest,
    )


def latest_pages(site: SiteScan) -> list[Any]:
    """The scans of pages that ended last; with each, how many ended within the window,
    when the first of those did, and the time by the same clock."""
    ended = (Scan.site_scan_id == site.id) & Scan.finished_at.is_not(None)
    recent = ended & (Scan.finished_at > db_now(-WINDOW))
    chosen = (
        select(
            Scan.public_id,
            Scan.url,
            Scan.page_title,
            Scan.score,
            Scan.status,
            Scan.error_code,
            Scan.finished_at,
            select(func.count()).where(recent).scalar_subquery().label("number"),
            select(func.min(Scan.finished_at))
            .where(recent)
            .scalar_subquery()
            .label("first_at"),
            db_now().label("now"),
        )
        .where(ended)
        .order_by(Scan.finished_at.desc())
        .limit(LATEST)
    )
    return list(db.session.execute(chosen))


def rate_of(row: Any) -> float | None:
    """Pages a minute: those that ended after the first of the window did."""
    if row.number < FEWEST_PAGES:
        return None
    first_at: datetime = row.first_at
    seconds: float = (row.now - first_at).total_seconds()
    return (row.number - 1) / seconds * 60 if seconds >= FEWEST_SECONDS else None


def count_pages(site: SiteScan) -> list[Any]:
    """State, reason, number: of pages that have not ended well."""
    if not (site.failed or site.skipped or site.left):
        return []
    states = (PageState.OPEN, PageState.FAILED, PageState.SKIPPED)
    mine = (SitePage.site_scan_id == site.id) & SitePage.state.in_(states)
    columns = (SitePage.state, SitePage.reason)
    chosen = select(*columns, func.count()).where(mine).group_by(*columns)
    return list(db.session.execute(chosen))


def in_words(numbers: list[Any], state: PageState) -> list[tuple[str, int]]:
    found = [(reason, number) for each, reason, number in numbers if each == state]
    ranked = sorted(found, key=lambda one: -one[1])
    return [(reasons.in_words(reason), number) for reason, number in ranked]
