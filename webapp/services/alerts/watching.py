"""Runs of schedules come to an end: is something worse than at the run before?

Everything happens in the transaction that ends the run, so each end is taken in once,
whatever dies. A run is compared with the last one that has a score, of the same page or
of the same site by the same plan. Who cancels a run learns nothing from it.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from webapp.domain.site_status import SiteStatus
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import Scan, Schedule, SiteScan
from webapp.services.alerts import page_runs, site_runs
from webapp.services.alerts.news import Found, Kind
from webapp.services.alerts.raising import Run, raise_alert

log = logging.getLogger(__name__)

#: With these a page is gone at once, and not only after the second failure.
GONE = frozenset({"http_404", "http_410"})
NO_PAGE = "No page of the site could be scanned."

Compare = Callable[[Any, Any, Schedule], dict[Kind, Found]]


def page_ended(scan: Scan) -> None:
    """Within the transaction that ends it with a whole report or in an error."""
    if scan.user_id is not None and scan.site_scan_id is None:
        guarded(take_in_page, scan)


def site_ended(site: SiteScan) -> None:
    """Within the transaction that ends it."""
    if site.status != SiteStatus.CANCELED:
        guarded(take_in_site, site)


def guarded(take_in: Callable[[Any, Schedule], None], run: Run) -> None:
    """A mistake here leaves a scan without alerts, and not without an end."""
    db.session.flush()
    schedule = schedule_of(run.id)
    if schedule is None:
        return
    try:
        with db.session.begin_nested():
            take_in(run, schedule)
            db.session.flush()
    except SQLAlchemyError:
        raise  # the transaction is tried again, or the attempt is
    except Exception:
        log.exception("schedule %s: its run was not looked at", schedule.id)


def schedule_of(run_id: uuid.UUID) -> Schedule | None:
    """That began this run, locked; none where it was deleted since."""
    chosen = select(Schedule).where(Schedule.last_scan_id == run_id).with_for_update()
    fresh = chosen.execution_options(populate_existing=True)
    schedule: Schedule | None = db.session.scalar(fresh)
    return schedule


def take_in_page(scan: Scan, schedule: Schedule) -> None:
    before = run_before(schedule, scan)
    if is_good(scan):
        take_in_good(schedule, scan, before, page_runs.compare)
        return
    code, message = why_failed(scan)
    is_new = take_in_failure(schedule, scan, code, message)
    is_first = is_new and schedule.failures == 1
    if is_first and code in GONE and before and schedule.alert_pages:
        found = {"number": 1, "pages": [{"url": scan.url, "reason": code}]}
        raise_alert(schedule, scan, Kind.PAGES, found, before)


def take_in_site(site: SiteScan, schedule: Schedule) -> None:
    if is_good(site):
        before = run_before(schedule, site)
        take_in_good(schedule, site, before, site_runs.compare)
    else:
        take_in_failure(schedule, site, *why_failed(site))


def is_good(run: Run) -> bool:
    """A site without a single page failed, whatever it calls itself."""
    if isinstance(run, SiteScan):
        return run.status == SiteStatus.FINISHED and run.score is not None
    return run.status == ScanStatus.FULL_READY


def why_failed(run: Run) -> tuple[str, str]:
    """Code and sentence, of one that is at its end and not good."""
    is_of_site = isinstance(run, SiteScan)
    usual = ("no_page", NO_PAGE) if is_of_site else ("", "")
    return run.error_code or usual[0], run.error_message or usual[1]


def are_alike(before: Run, run: Run) -> bool:
    """Whether what changed between them says something of the page or the site."""
    if isinstance(before, SiteScan) and isinstance(run, SiteScan):
        return site_runs.are_alike(before, run)
    if isinstance(before, Scan) and isinstance(run, Scan):
        return page_runs.are_alike(before, run)
    return False


def run_before(schedule: Schedule, run: Run) -> Run | None:
    """None at the first run, where that scan was deleted, and where the schedule scans
    something else since."""
    if schedule.good_scan_id in (None, run.id):
        return None
    model: Any = type(run)
    before: Run | None = db.session.get(model, schedule.good_scan_id)
    return before if before and are_alike(before, run) else None


def take_in_good(
    schedule: Schedule, run: Run, before: Run | None, compare: Compare
) -> None:
    schedule.failures = 0
    schedule.good_scan_id = schedule.ended_scan_id = run.id
    news = compare(before, run, schedule) if before else {}
    for kind, found in news.items():
        if found:
            raise_alert(schedule, run, kind, found, before)


def take_in_failure(schedule: Schedule, run: Run, code: str, message: str) -> bool:
    """False where this failure was counted already: a run that somebody begins anew
    fails once."""
    if schedule.ended_scan_id == run.id and schedule.failures:
        return False
    schedule.failures += 1
    schedule.ended_scan_id = run.id
    if schedule.failures == 2 and schedule.alert_failures:
        found = {"code": code, "message": message}
        raise_alert(schedule, run, Kind.FAILURES, found, None)
    return True
