"""Schedules, the runs of one and its alerts, by cursor: what programs read."""

from __future__ import annotations

from sqlalchemy import select

from webapp.models import Alert, Schedule, ScheduleRun, User
from webapp.services import paging
from webapp.services.paging import Key, Slice
from webapp.services.schedules import history
from webapp.services.schedules.history import Line

OLDEST_FIRST = (
    Key(Schedule.created_at, paging.moment),
    Key(Schedule.id, paging.row_id),
)
NEWEST_FIRST = (
    Key(Alert.created_at, paging.moment, is_from_highest=True),
    Key(Alert.id, paging.row_id),
)
#: As ``history.page_of`` sorts them.
NEWEST_RUN_FIRST = (
    Key(ScheduleRun.created_at, paging.moment, is_from_highest=True),
    Key(ScheduleRun.id, paging.row_id),
)


def schedules_of(user: User, cursor: str, limit: int) -> Slice[Schedule]:
    chosen = select(Schedule).where(Schedule.user_id == user.id)
    return paging.find(chosen, OLDEST_FIRST, cursor, limit)


def alerts_of(schedule: Schedule, cursor: str, limit: int) -> Slice[Alert]:
    chosen = select(Alert).where(Alert.schedule_id == schedule.id)
    return paging.find(chosen, NEWEST_FIRST, cursor, limit)


def runs_of(schedule: Schedule, cursor: str, limit: int) -> Slice[Line]:
    chosen = select(ScheduleRun).where(ScheduleRun.schedule_id == schedule.id)
    found = paging.find(chosen, NEWEST_RUN_FIRST, cursor, limit)
    return Slice(history.lines(schedule, found.items), found.next_cursor)
