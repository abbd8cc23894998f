"""The runs of a schedule as its user reads them: why each was, and what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from webapp.domain.list_page import ListPage
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import Alert, Scan, Schedule, ScheduleRun, SiteScan
from webapp.services.alerts import watching, words
from webapp.services.sites import listing

#: Of one page of the list: others stand below it.
PAGE_SIZE = 10


class State(StrEnum):
    """Of a run, whether of a page or of a site."""

    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELED = "canceled"
    LEFT_OUT = "left_out"
    DELETED = "deleted"  # its scan is


@dataclass(frozen=True)
class Line:
    """A run with its scan, where it has one still, the scan that this is compared
    with, and the number of alerts that it raised."""

    run: ScheduleRun
    scan: Scan | SiteScan | None
    before: Scan | SiteScan | None
    alerts: int

    @property
    def is_of_site(self) -> bool:
        return isinstance(self.scan, SiteScan)

    @property
    def state(self) -> State:
        if self.run.scan_id is None:
            return State.LEFT_OUT
        if self.scan is None:
            return State.DELETED
        if self.scan.is_open:
            return State.RUNNING
        if self.scan.status == ScanStatus.CANCELED:  # a site's is called so too
            return State.CANCELED
        return State.FINISHED if watching.is_good(self.scan) else State.FAILED

    @property
    def error(self) -> tuple[str, str] | None:
        """Code and sentence, of what was left out and what failed."""
        if self.state == State.LEFT_OUT:
            return self.run.error_code or "", self.run.error_message or ""
        if self.scan is not None and self.state == State.FAILED:
            return watching.why_failed(self.scan)
        return None

    @property
    def change(self) -> int | None:
        """Of the score since the run before; None where the two are not alike, as
        after a change of the address."""
        if self.scan is None or self.before is None or self.state != State.FINISHED:
            return None
        if self.scan.score is None or self.before.score is None:
            return None
        return self.scan.score - self.before.score

    @property
    def path_of_comparison(self) -> str:
        """Empty where there is no change to tell of."""
        if self.scan is None or self.before is None or self.change is None:
            return ""
        ids = (self.before.public_id, self.scan.public_id)
        return words.path_of_comparison(*ids, of_site=self.is_of_site)


@dataclass(frozen=True)
class RunPage:
    """One page of the list; ``page`` counts from 1 and never passes ``pages``."""

    items: list[Line]
    page: int
    pages: int
    total: int


def page_of(schedule: Schedule, page: int = 1) -> RunPage:
    """Newest first."""
    mine = ScheduleRun.schedule_id == schedule.id
    counted = select(func.count()).select_from(ScheduleRun).where(mine)
    total = db.session.scalar(counted) or 0
    at = ListPage.of(total, page, PAGE_SIZE)
    newest = (ScheduleRun.created_at.desc(), ScheduleRun.id)
    chosen = select(ScheduleRun).where(mine).order_by(*newest)
    rows = db.session.scalars(chosen.limit(PAGE_SIZE).offset(at.begin))
    return RunPage(lines(schedule, rows.all()), at.page, at.pages, total)


def lines(schedule: Schedule, runs: Sequence[ScheduleRun]) -> list[Line]:
    own = [run.scan_id for run in runs]
    scans = scans_by_id([*own, *(run.before_scan_id for run in runs)])
    alerts = alerts_by_scan(schedule, own)
    found: list[Line] = []
    for run in runs:
        scan, before = (scans.get(id) for id in (run.scan_id, run.before_scan_id))
        is_told = scan and before and watching.are_alike(before, scan)
        number = alerts.get(run.scan_id, 0)
        found.append(Line(run, scan, before if is_told else None, number))
    return found


def scans_by_id(
    ids: Iterable[uuid.UUID | None],
) -> dict[uuid.UUID | None, Scan | SiteScan]:
    """Of pages and of sites, as they are now; without those that were deleted."""
    known = {id for id in ids if id is not None}
    pages = select(Scan).where(Scan.id.in_(known))
    sites = select(SiteScan).where(SiteScan.id.in_(known), listing.is_kept())
    sites = sites.options(*(defer(name) for name in listing.LONG))
    scans: dict[uuid.UUID | None, Scan | SiteScan] = {}
    for chosen in (pages, sites):
        fresh = chosen.execution_options(populate_existing=True)
        scans |= {scan.id: scan for scan in db.session.scalars(fresh)}
    return scans


def alerts_by_scan(
    schedule: Schedule, ids: Sequence[uuid.UUID | None]
) -> dict[uuid.UUID | None, int]:
    """How many the runs raised, where they raised any."""
    mine = (Alert.schedule_id == schedule.id) & Alert.scan_id.in_(ids)
    counted = select(Alert.scan_id, func.count()).where(mine)
    return dict(db.session.execute(counted.group_by(Alert.scan_id)).all())
