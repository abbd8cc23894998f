"""Two scans of one site: its score, checks that newly fail, pages that are gone."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlalchemy.orm import aliased

from webapp.domain.audit_result import Outcome
from webapp.domain.site_status import PageState
from webapp.extensions import db
from webapp.models import Schedule, SiteFinding, SitePage, SiteScan
from webapp.services.alerts import page_runs
from webapp.services.alerts.news import NAMED, Found, Kind, newly_failing, score_fall
from webapp.services.site_reports.same_pages import SamePages
from webapp.services.sites.rows import plan_of

#: Reasons that are the page's; others are ours, as that its scan was canceled.
AWAY = (
    "bad_redirect",
    "bad_response",
    "blocked_by_robots",
    "connection_failed",
    "dns_failure",
    "dns_not_found",
    "timeout",
    "tls_error",
    "too_many_redirects",
    "unsupported_type",
)
#: An answer that says no more than that we asked too often.
THROTTLED = "http_429"


def are_alike(before: SiteScan, after: SiteScan) -> bool:
    """Another plan finds other pages."""
    return plan_of(before) == plan_of(after)


def compare(before: SiteScan, after: SiteScan, schedule: Schedule) -> dict[Kind, Found]:
    """What the schedule's user wants to be told."""
    news = {Kind.SCORE: score_fall(before.score, after.score, schedule.alert_fall)}
    if schedule.alert_severity:
        worse = worse_checks(before, after)
        news[Kind.CHECKS] = newly_failing(worse, schedule.alert_severity)
    if schedule.alert_pages:
        news[Kind.PAGES] = gone_pages(before, after)
    return news


def worse_checks(before: SiteScan, after: SiteScan) -> dict[str, int]:
    """With the number of pages of both runs that newly fail, or, where none failed
    before, of new ones. A check that the run before did not know is no news."""
    was, is_now = failing_pages(before.id), failing_pages(after.id)
    if not is_now:
        return {}
    same = SamePages(same_pages(before.id, after.id))
    old_checks = known_checks(before)
    worse = {}
    for check_id in is_now.keys() & (old_checks | was.keys()):
        change = same.compared(was.get(check_id, ""), is_now[check_id])
        pages = change["new"] if check_id in was else change["new"] + change["on_new"]
        if pages:
            worse[check_id] = pages
    return worse


def same_pages(before: uuid.UUID, after: uuid.UUID) -> list[tuple[int, int]]:
    """The numbers, in each run, of pages that were scanned in both."""
    old, new = aliased(SitePage), aliased(SitePage)
    are_mine = (old.site_scan_id == before) & (new.site_scan_id == after)
    are_done = (old.state == PageState.DONE) & (new.state == PageState.DONE)
    joined = select(old.id, new.id).join_from(old, new, old.key == new.key)
    rows = db.session.execute(joined.where(are_mine, are_done))
    return [(number, other) for number, other in rows]


def failing_pages(site_id: uuid.UUID) -> dict[str, str]:
    """By check the numbers of the pages that fail; a warning is no failure."""
    pages = func.aggregate_strings(cast(SiteFinding.page_id, String), ",")
    mine = SiteFinding.site_scan_id == site_id
    failing = mine & (SiteFinding.outcome == Outcome.FAIL)
    chosen = select(SiteFinding.check_id, pages).where(failing)
    by_check = db.session.execute(chosen.group_by(SiteFinding.check_id))
    return dict(by_check.all())


def known_checks(site: SiteScan) -> set[str]:
    """Those that were made at that run: of the site, and of any one of its pages."""
    known = {check["id"] for check in (site.report or {}).get("checks", [])}
    done = (SitePage.site_scan_id == site.id) & (SitePage.state == PageState.DONE)
    asked = select(SitePage.scan_id).where(done, SitePage.scan_id.is_not(None))
    for scan_id in db.session.scalars(asked.order_by(SitePage.id).limit(NAMED)).all():
        if entries := page_runs.audits(scan_id):
            return known | {entry["id"] for entry in entries}
    return known


def gone_pages(before: SiteScan, after: SiteScan) -> Found:
    """Pages of the run before that answer no more or that nothing leads to any more;
    empty where there are none."""
    old, new = aliased(SitePage), aliased(SitePage)
    again = (new.site_scan_id == after.id) & (new.key == old.key)
    was_there = (old.site_scan_id == before.id) & (old.state == PageState.DONE)
    is_away = answers_no_more(new)
    if not (before.is_cut or after.is_cut):
        is_away |= new.id.is_(None)
    columns = (old.url, new.reason, func.count().over())
    chosen = select(*columns).outerjoin_from(old, new, again)
    chosen = chosen.where(was_there, ~old.is_redirect, is_away)
    rows = db.session.execute(chosen.order_by(old.id).limit(NAMED)).all()
    if not rows:
        return {}
    named = [{"url": url, "reason": reason or ""} for url, reason, _ in rows]
    return {"number": rows[0][2], "pages": named}


def answers_no_more(page: Any) -> ColumnElement[bool]:
    has_ended = page.state.in_((PageState.FAILED, PageState.SKIPPED))
    by_status = page.reason.like("http!_%", escape="!") & (page.reason != THROTTLED)
    said: ColumnElement[bool] = has_ended & or_(page.reason.in_(AWAY), by_status)
    return said
