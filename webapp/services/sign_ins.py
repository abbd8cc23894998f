"""Sign-ins: a row for each browser, so that signing out really ends it.

Flask's cookie is signed, not stored: a copy of it would stay good after signing out.
It carries only a random token, and without that token's row it is worth nothing.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, delete, select, update

from webapp.extensions import db
from webapp.models import User, UserSession
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.one_line import one_line
from webapp.services.secret_tokens import digest, new_token

#: A browser left alone for half a day is signed out: a night at a shared desk ends it,
#: a working day with its breaks does not.
IDLE_SECONDS = 12 * 3600
#: A browser in daily use signs in again once a month, so a stolen cookie dies too.
ABSOLUTE_SECONDS = 30 * 86400
#: ``seen_at`` is written at most once a minute: each page would else cost a write.
TOUCH_SECONDS = 60


def is_alive() -> ColumnElement[bool]:
    return (UserSession.seen_at > db_now(-IDLE_SECONDS)) & (
        UserSession.created_at > db_now(-ABSOLUTE_SECONDS)
    )


@transactional
def start(user: User, user_agent: str) -> str:
    """Sign a browser in; the token returned goes into its cookie."""
    own = UserSession.user_id == user.id
    db.session.execute(delete(UserSession).where(own, ~is_alive()))
    token = new_token()
    now = db.session.scalar(select(db_now()))
    db.session.add(
        UserSession(
            token_hash=digest(token),
            user_id=user.id,
            user_agent=one_line(user_agent, 200),
            created_at=now,
            seen_at=now,
        )
    )
    return token


@dataclass(frozen=True)
class SignIn:
    """A sign-in that is alive; ``is_touch_due`` when its use is to be noted again."""

    user: User
    is_touch_due: bool


#: Made once: each page and each poll asks it, and to make it takes longer than to ask.
FIND = (
    select(User, UserSession.seen_at < db_now(-TOUCH_SECONDS))
    .join(UserSession, UserSession.user_id == User.id)
    .where(UserSession.token_hash == bindparam("token_hash"))
    .where(is_alive(), ~User.is_disabled)
)


def find(token: str) -> SignIn | None:
    """The sign-in with this token, unless it is over or its user is disabled."""
    row = db.session.execute(FIND, {"token_hash": digest(token)}).one_or_none()
    return SignIn(row[0], bool(row[1])) if row else None


@transactional
def touch(token: str) -> None:
    """Note that the browser is in use."""
    stale = UserSession.seen_at < db_now(-TOUCH_SECONDS)
    mine = UserSession.token_hash == digest(token)
    db.session.execute(update(UserSession).where(mine, stale).values(seen_at=db_now()))


@transactional
def end(token: str) -> None:
    """Sign this browser out."""
    mine = UserSession.token_hash == digest(token)
    db.session.execute(delete(UserSession).where(mine))


@transactional
def end_others(user_id: uuid.UUID, keep_token: str = "") -> None:
    """Sign out every browser of a user but the one that holds ``keep_token``."""
    others = UserSession.token_hash != digest(keep_token)
    chosen = delete(UserSession).where(UserSession.user_id == user_id, others)
    db.session.execute(chosen)


def list_for(user: User) -> list[UserSession]:
    """The browsers that are signed in, the one used last first."""
    chosen = select(UserSession).where(UserSession.user_id == user.id, is_alive())
    return list(db.session.scalars(chosen.order_by(UserSession.seen_at.desc())))


@transactional
def delete_expired() -> int:
    """Housekeeping: rows of sign-ins that are over."""
    done = db.session.execute(
        delete(UserSession).where(~is_alive()).returning(UserSession.token_hash)
    )
    return len(done.all())
