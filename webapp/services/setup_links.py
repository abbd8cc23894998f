"""The one-time link that makes the first operator: of a new account or of one that is
there already."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from webapp.domain.role import Role
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import SetupLink, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import accounts, passwords
from webapp.services.audit_log import Operator, record
from webapp.services.secret_tokens import digest, new_token, use_up


@transactional
def issue() -> str | None:
    """A fresh token, which ends earlier ones; None while there is an operator."""
    db.session.execute(delete(SetupLink))
    if accounts.operator_count():
        return None
    token = new_token()
    now = db.session.scalar(select(db_now()))
    db.session.add(SetupLink(token_hash=digest(token), created_at=now))
    return token


def is_valid(token: str) -> bool:
    """Whether the link would let somebody in now."""
    known = select(SetupLink.token_hash).where(SetupLink.token_hash == digest(token))
    return db.session.scalar(known) is not None and not accounts.operator_count()


def use(token: str, email: str, password: str) -> User:
    """Make the first operator. Raises ``Refused``; a mistake in the form leaves the
    link good."""
    require_valid(token)
    email = accounts.normalise_email(email)
    passwords.check(password, email)
    try:
        return redeem(token, email, passwords.hashed(password))
    except IntegrityError as error:
        raise accounts.email_taken() from error


@transactional
def redeem(token: str, email: str, password_hash: str) -> User:
    end(token)
    return noted(accounts.insert_user(email, password_hash, is_operator=True))


@transactional
def use_for(token: str, user: User) -> User:
    """Make the first operator of who is signed in; their sign-ins end. Raises
    ``Refused``."""
    end(token)
    return noted(accounts.set_role(user.id, Role.OPERATOR))


def noted(user: User) -> User:
    """Within the transaction: the audit log begins with who came first."""
    record(Operator(user.id, user.email), "user.first_operator", user.email)
    return user


def end(token: str) -> None:
    """Within a transaction: of two who come with the link, one gets in."""
    is_mine = SetupLink.token_hash == digest(token)
    if not use_up(SetupLink, is_mine) or accounts.operator_count():
        raise bad_link()


def require_valid(token: str) -> None:
    if not is_valid(token):
        raise bad_link()


def bad_link() -> Refused:
    sentence = "This link is not good any more. Each start of the web process prints "
    sentence += "a fresh one while there is no operator."
    return Refused("bad_link", sentence, status=404)
