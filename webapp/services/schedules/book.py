"""The schedules of a user: make, change, pause and resume, delete."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, func, select

from webapp.domain import site_plan
from webapp.domain.site_plan import SitePlan
from webapp.exceptions import Refused, UrlRefused
from webapp.extensions import db
from webapp.models import Schedule, User
from webapp.models.clock import db_now
from webapp.models.schedule import PAGE, SITE
from webapp.models.transactions import read_anew, transactional
from webapp.pipeline.crawl import check_url
from webapp.services.current import settings
from webapp.services.one_line import one_line
from webapp.services.schedules import timing
from webapp.services.schedules.timing import Timing
from webapp.services.sites import starting

MAX_SCHEDULES = 50
MAX_NAME = 80
NO_SUCH = "There is no such schedule."


@dataclass(frozen=True)
class Wanted:
    """A page at ``url``; with a ``plan`` the site that begins there."""

    url: str
    timing: Timing
    name: str = ""
    plan: SitePlan | None = None


def list_for(user: User) -> list[Schedule]:
    """Oldest first."""
    mine = select(Schedule).where(Schedule.user_id == user.id)
    return list(db.session.scalars(mine.order_by(Schedule.created_at)))


def find(user: User, schedule_id: uuid.UUID) -> Schedule:
    """Raises ``Refused`` (404) for what is not this user's."""
    schedule: Schedule | None = db.session.get(Schedule, schedule_id)
    if schedule is None or schedule.user_id != user.id:
        raise Refused("not_found", NO_SUCH, status=404)
    return schedule


def create(user: User, wanted: Wanted) -> Schedule:
    """Raises ``Refused`` (422): the address's own codes, those of ``timing.check``,
    bad_limit (of the plan), too_many_schedules."""
    return insert(user, checked(wanted))


@transactional
def insert(
    user: User, wanted: Wanted, schedule_id: uuid.UUID | None = None
) -> Schedule:
    """What is wanted is checked; an id of its own unless one is given."""
    # Two at once wait for each other, so that each counts the other's.
    db.session.get(User, user.id, with_for_update=True)
    mine = select(func.count()).where(Schedule.user_id == user.id)
    if (db.session.scalar(mine) or 0) >= MAX_SCHEDULES:
        sentence = f"At most {MAX_SCHEDULES} schedules: delete one that is not needed."
        raise Refused("too_many_schedules", sentence)
    now = db.session.scalars(select(db_now())).one()
    schedule = Schedule(id=schedule_id or uuid.uuid4(), user_id=user.id, created_at=now)
    fill_in(schedule, wanted, now)
    db.session.add(schedule)
    db.session.flush()
    return schedule


def change(schedule: Schedule, wanted: Wanted) -> None:
    """A paused one stays so. Raises as ``create``."""
    change_row(schedule, checked(wanted))


@transactional
def change_row(schedule: Schedule, wanted: Wanted) -> None:
    now = lock(schedule)
    fill_in(schedule, wanted, now)
    schedule.last_problem = ""
    db.session.flush()


@transactional
def pause(schedule: Schedule) -> None:
    """It does not run until it is resumed; a scan that is under way goes on."""
    now = lock(schedule)
    if schedule.paused_at is None:
        schedule.paused_at, schedule.next_at = now, None
        db.session.flush()


@transactional
def resume(schedule: Schedule) -> None:
    """It goes on with its next time; what it missed is not caught up. Raises
    ``Refused`` where its time zone is not known any more."""
    now = lock(schedule)
    if schedule.paused_at is not None:
        schedule.paused_at, schedule.last_problem = None, ""
        schedule.next_at = timing.next_run(timing_of(schedule), now)
        db.session.flush()


@transactional
def remove(schedule: Schedule) -> None:
    """Its scans stay."""
    db.session.execute(delete(Schedule).where(Schedule.id == schedule.id))


def lock(schedule: Schedule) -> datetime:
    """Within a transaction: nobody else changes it meanwhile; the time now. Raises
    ``ObjectDeletedError`` where it is deleted since."""
    read_anew(schedule, locks=True)
    return db.session.scalars(select(db_now())).one()


def checked(wanted: Wanted) -> Wanted:
    """With the canonical address, and the name in one line."""
    try:
        url = check_url(wanted.url, settings().scan_allowed_networks)
    except UrlRefused as error:
        raise Refused(error.code, error.message) from error
    timing.check(wanted.timing)
    plan = wanted.plan and replace(wanted.plan, start_url=url)
    if plan:
        starting.check_plan(plan)
    return Wanted(url, wanted.timing, one_line(wanted.name, MAX_NAME), plan)


def fill_in(schedule: Schedule, wanted: Wanted, now: datetime) -> None:
    schedule.name = wanted.name
    schedule.url = wanted.url
    schedule.target = SITE if wanted.plan else PAGE
    schedule.plan = plan_to_json(wanted.plan) if wanted.plan else None
    schedule.kind = wanted.timing.kind
    schedule.expression = wanted.timing.cron
    schedule.zone = wanted.timing.zone
    if schedule.paused_at is None:
        schedule.next_at = timing.next_run(wanted.timing, now)


def plan_to_json(plan: SitePlan) -> dict[str, object]:
    """With its listed addresses: there are no pages yet to keep them as."""
    return {**site_plan.to_json(plan), "urls": list(plan.urls)}


def plan_of(schedule: Schedule) -> SitePlan | None:
    return site_plan.from_json(schedule.plan) if schedule.plan else None


def timing_of(schedule: Schedule) -> Timing:
    return timing.from_cron(schedule.kind, schedule.expression, schedule.zone)


def wanted_of(schedule: Schedule) -> Wanted:
    """What it was made or changed to."""
    chosen = timing_of(schedule)
    return Wanted(schedule.url, chosen, schedule.name, plan_of(schedule))


def coming(schedule: Schedule, number: int) -> list[datetime]:
    """Its next runs, the first of them ``next_at``; none while it is paused."""
    found: list[datetime] = []
    moment = schedule.next_at
    while moment is not None and len(found) < number:
        found.append(moment)
        try:
            moment = timing.next_run(timing_of(schedule), moment)
        except Refused:  # a time zone that is not known any more: the next run says so
            break
    return found
