"""API tokens: made by a user, shown once, kept only as a SHA-256."""

from __future__ import annotations

import uuid

from sqlalchemy import bindparam, delete, func, select

from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import ApiToken, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.one_line import one_line
from webapp.services.secret_tokens import digest, new_token

#: Lets people and secret scanners recognise a token that leaked.
PREFIX = "xenlix_"
MAX_TOKENS = 20
MAX_NAME = 80


@transactional
def create(user: User, name: str, new_id: uuid.UUID | None = None) -> str:
    """A new token, with this id: the only time that its text exists.

    Raises ``Refused``: made_already (one has the id), too_many_tokens.
    """
    # Two at once wait for each other, so that each sees the other's.
    db.session.get(User, user.id, with_for_update=True)
    if new_id and db.session.get(ApiToken, new_id) is not None:
        sentence = "This token was made already; it is shown once. If it got lost, "
        sentence += "revoke it and create another."
        raise Refused("made_already", sentence, status=409)
    own = select(func.count()).select_from(ApiToken).where(ApiToken.user_id == user.id)
    if (db.session.scalar(own) or 0) >= MAX_TOKENS:
        sentence = f"You have {MAX_TOKENS} tokens: revoke one that is not used."
        raise Refused("too_many_tokens", sentence, status=409)
    token = PREFIX + new_token()
    db.session.add(
        ApiToken(
            id=new_id or uuid.uuid4(),
            token_hash=digest(token),
            user_id=user.id,
            name=one_line(name, MAX_NAME) or "Token",
            created_at=db.session.scalar(select(db_now())),
        )
    )
    return token


#: Made once, since each request of a program asks it.
FIND_USER = (
    select(User)
    .join(ApiToken, ApiToken.user_id == User.id)
    .where(ApiToken.token_hash == bindparam("token_hash"), ~User.is_disabled)
)


def find_user(token: str) -> User | None:
    """Whose token this is; None for an unknown one and for a disabled user's."""
    user: User | None = db.session.scalar(FIND_USER, {"token_hash": digest(token)})
    return user


def list_for(user: User) -> list[ApiToken]:
    """Newest first."""
    chosen = select(ApiToken).where(ApiToken.user_id == user.id)
    return list(db.session.scalars(chosen.order_by(ApiToken.created_at.desc())))


@transactional
def revoke(user: User, token_id: uuid.UUID) -> None:
    """Raises ``Refused`` (404) for what is not this user's."""
    mine = (ApiToken.id == token_id) & (ApiToken.user_id == user.id)
    done = db.session.execute(delete(ApiToken).where(mine).returning(ApiToken.id))
    if done.scalar_one_or_none() is None:
        raise Refused("not_found", "There is no such token.", status=404)
