"""Accounts as operators see them, and what they do to one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, delete, func, select, true
from sqlalchemy.exc import IntegrityError

from webapp.domain.role import Role
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import ApiToken, Scan, User, UserSession
from webapp.models.transactions import transactional
from webapp.services import (
    account_removal,
    accounts,
    api_tokens,
    belongings,
    password_resets,
    passwords,
)
from webapp.services.audit_log import Operator, record, record_alone
from webapp.services.belongings import Belongings
from webapp.services.current import settings
from webapp.services.one_line import one_line
from webapp.services.sign_ins import is_alive, list_for

PAGE_SIZE = 50
#: Of an account in the list; scans are not counted beyond.
MOST_SCANS = 1000
#: As long as an address may be.
LONGEST_QUERY = 254


@dataclass(frozen=True)
class UserLine:
    """An account with what belongs to it."""

    user: User
    role: Role
    sign_ins: int
    tokens: int
    #: ``MOST_SCANS`` + 1 in a list means more than that many.
    scans: int


@dataclass(frozen=True)
class Gone:
    """A deleted account."""

    email: str
    had: Belongings
    #: Else the cleanup has some of it left to do.
    is_all: bool


@dataclass(frozen=True)
class UserPage:
    """One page of accounts in the order of their addresses."""

    items: list[UserLine]
    query: str
    #: The address that this page begins behind; "" on the first.
    after: str
    #: The address that the next page begins behind; "" on the last.
    next_after: str


def list_users(query: str = "", after: str = "") -> UserPage:
    """Accounts whose address holds the text."""
    query, after = tidy(query), tidy(after)
    chosen = select(User, *counts()).where(User.deleted_at.is_(None))
    chosen = chosen.order_by(User.email)
    if query:
        chosen = chosen.where(User.email.contains(query.lower(), autoescape=True))
    if after:
        chosen = chosen.where(User.email > after)
    rows = list(db.session.execute(chosen.limit(PAGE_SIZE + 1)))
    items = [UserLine(user, accounts.role_of(user), *has) for user, *has in rows]
    shown = items[:PAGE_SIZE]
    next_after = shown[-1].user.email if len(items) > PAGE_SIZE else ""
    return UserPage(shown, query, after, next_after)


def tidy(text: str) -> str:
    return text.replace("\0", "").strip()[:LONGEST_QUERY]


def counts() -> tuple[ScalarSelect[int], ...]:
    """Of each account: sign-ins that are alive, API tokens, scans; those of a site's
    pages are the site scan's, as in ``belongings``."""
    # ``ix_scans_own`` holds those alone.
    own = (Scan.user_id == User.id) & Scan.site_scan_id.is_(None)
    scans = select(Scan.user_id).where(own).correlate(User)
    few = scans.limit(MOST_SCANS + 1).subquery()
    return (
        count_of(UserSession, is_alive()),
        count_of(ApiToken, true()),
        select(func.count()).select_from(few).scalar_subquery(),
    )


def count_of(
    model: type[UserSession] | type[ApiToken], condition: ColumnElement[bool]
) -> ScalarSelect[int]:
    own = select(func.count()).where(model.user_id == User.id, condition)
    return own.correlate(User).scalar_subquery()


def look(user_id: uuid.UUID) -> UserLine:
    """One account, its scans counted to the end. Raises ``Refused`` (404)."""
    user = accounts.get(user_id)
    has = belongings.of_user(user)
    sign_ins = len(list_for(user))
    return UserLine(user, accounts.role_of(user), sign_ins, has.tokens, has.scans)


def create(email: str, password: str, role: Role, by: Operator) -> User:
    """A new account. Raises ``Refused``: bad_email, bad_password or email_taken."""
    email = accounts.normalise_email(email)
    passwords.check(password, email)
    try:
        return insert(email, passwords.hashed(password), role, by)
    except IntegrityError as error:
        raise accounts.email_taken() from error


@transactional
def insert(email: str, password_hash: str, role: Role, by: Operator) -> User:
    user = accounts.insert_user(email, password_hash, is_operator=False)
    record(by, "user.create", email)
    return set_role(user.id, role, by)


def refuse_own(user_id: uuid.UUID, by: Operator) -> None:
    """Nobody locks themselves out by a slip."""
    if user_id == by.user_id:
        sentence = "This is your own account: another operator has to do that."
        raise Refused("own_account", sentence, status=409)


@transactional
def set_role(user_id: uuid.UUID, role: Role, by: Operator) -> User:
    """Raises ``Refused``: not_found, own_account, disabled, last_operator."""
    refuse_own(user_id, by)
    before = accounts.role_of(accounts.get(user_id))
    user = accounts.set_role(user_id, role)
    if role is not before:
        record(by, "user.role", user.email, detail=f"from {before} to {role}")
    return user


def set_password(user_id: uuid.UUID, new: str, by: Operator) -> User:
    """Every browser is signed out. Raises ``Refused``: not_found, bad_password."""
    user = accounts.get(user_id)
    passwords.check(new, user.email)
    store_password(user, passwords.hashed(new), by)
    return user


@transactional
def store_password(user: User, new_hash: str, by: Operator) -> None:
    accounts.store_password(user.id, new_hash)
    record(by, "user.password", user.email)


@transactional
def create_token(user_id: uuid.UUID, name: str, by: Operator) -> str:
    """An API token in the hands of who made it. Raises ``Refused``: not_found,
    too_many_tokens."""
    user = accounts.get(user_id)
    token = api_tokens.create(user, name)
    record(by, "user.token", user.email, detail=one_line(name, api_tokens.MAX_NAME))
    return token


@transactional
def set_disabled(user_id: uuid.UUID, is_disabled: bool, by: Operator) -> User:
    """Raises ``Refused``: not_found, own_account, last_operator."""
    refuse_own(user_id, by)
    user = accounts.get(user_id)
    if user.is_disabled != is_disabled:
        accounts.set_disabled(user.email, is_disabled)
        record(by, "user.disable" if is_disabled else "user.enable", user.email)
    return user


@transactional
def sign_out(user_id: uuid.UUID, by: Operator) -> int:
    """End every sign-in of an account; how many."""
    user = accounts.get(user_id)
    own = delete(UserSession).where(UserSession.user_id == user_id)
    ended = db.session.execute(own.returning(UserSession.token_hash)).all()
    record(by, "user.sign_out", user.email, number=len(ended))
    return len(ended)


@transactional
def revoke_tokens(user_id: uuid.UUID, by: Operator) -> int:
    """Revoke every API token of an account; how many."""
    user = accounts.get(user_id)
    own = delete(ApiToken).where(ApiToken.user_id == user_id)
    revoked = db.session.execute(own.returning(ApiToken.id)).all()
    record(by, "user.revoke_tokens", user.email, number=len(revoked))
    return len(revoked)


@transactional
def make_reset_link(user_id: uuid.UUID, by: Operator) -> str:
    """The one time that the link's text exists; it ends earlier ones. Raises
    ``Refused``: not_found, disabled."""
    user = accounts.get(user_id)
    accounts.require_enabled(user)
    record(by, "user.reset_link", user.email)
    token = password_resets.issue(user_id)
    return f"{settings().public_url}/auth/reset?token={token}"


def mail_reset_link(user_id: uuid.UUID, by: Operator) -> User:
    """Have a link of its own sent: a mail server that is slow holds up no page.

    Raises ``Refused``: not_found, disabled, no_mail, mail_unavailable.
    """
    user = accounts.get(user_id)
    accounts.require_enabled(user)
    password_resets.require_mail()
    record_alone(by, "user.reset_mail", user.email)
    password_resets.ask(user.email)
    return user


def remove(user_id: uuid.UUID, by: Operator) -> Gone:
    """Delete an account with all that belongs to it; what that was. Raises
    ``Refused``: not_found, own_account, last_operator."""
    refuse_own(user_id, by)
    email, had = close(user_id, by)
    return Gone(email, had, account_removal.finish(user_id))


@transactional
def close(user_id: uuid.UUID, by: Operator) -> tuple[str, Belongings]:
    user = accounts.get(user_id)
    email, had = user.email, belongings.of_user(user)
    account_removal.close(user_id)
    told = f"scans: {had.scans}, site scans: {had.sites}, API tokens: {had.tokens}"
    record(by, "user.delete", email, detail=told)
    return email, had
