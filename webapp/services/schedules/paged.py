"""Schedules and the alerts that one raised, by cursor: what programs read."""

from __future__ import annotations

from sqlalchemy import select

from webapp.models import Alert, Schedule, User
from webapp.services import paging
from webapp.services.paging import Key, Slice

OLDEST_FIRST = (
    Key(Schedule.created_at, paging.moment),
    Key(Schedule.id, paging.row_id),
)
NEWEST_FIRST = (
    Key(Alert.created_at, paging.moment, is_from_highest=True),
    Key(Alert.id, paging.row_id),
)


def schedules_of(user: User, cursor: str, limit: int) -> Slice[Schedule]:
    chosen = select(Schedule).where(Schedule.user_id == user.id)
    return paging.find(chosen, OLDEST_FIRST, cursor, limit)


def alerts_of(schedule: Schedule, cursor: str, limit: int) -> Slice[Alert]:
    chosen = select(Alert).where(Alert.schedule_id == schedule.id)
    return paging.find(chosen, NEWEST_FIRST, cursor, limit)
