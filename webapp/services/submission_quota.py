"""What a sender may still submit within the hour, told before it is too much."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.extensions import db
from webapp.models import Submission
from webapp.models.clock import db_now
from webapp.services.actors import Actor
from webapp.services.current import settings
from webapp.services.submission_limits import HOUR, seconds_left


@dataclass(frozen=True)
class Quota:
    """``limit`` in ``window`` seconds, of which ``remaining`` are left; more in
    ``reset`` seconds, None where all are left."""

    limit: int
    window: int
    remaining: int
    reset: int | None


def of_actor(actor: Actor) -> Quota | None:
    """None where nothing limits this sender."""
    chosen = settings()
    limit = chosen.limit_user if actor.user else chosen.limit_anonymous
    if not limit or not actor.key:
        return None
    mine = (Submission.actor_key == actor.key) & Submission.domain.is_not(None)
    recent = Submission.created_at > db_now(-HOUR)
    counted = select(func.count(), func.min(Submission.created_at), db_now())
    row = db.session.execute(
        counted.where(mine, recent, Submission.domain.is_not(None))
    )
    number, oldest, now = row.one()
    reset = seconds_left(oldest, now, HOUR) if oldest else None
    return Quota(limit, HOUR, max(0, limit - number), reset)
