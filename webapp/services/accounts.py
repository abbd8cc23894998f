"""Accounts: who may sign in, with which password, and how one ends.

Hashing takes its time and memory, so it always happens before the transaction.
"""

from __future__ import annotations

import uuid

from email_validator import (
    SPECIAL_USE_DOMAIN_NAMES,
    EmailNotValidError,
    validate_email,
)
from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from webapp.domain.role import Role
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import PasswordReset, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import passwords, sign_ins

# An installation of one's own has addresses such as name@corp.local; nothing is sent
# there that could go astray. Changing this list is the library's documented way.
for _reserved in {"local", "test"}.intersection(SPECIAL_USE_DOMAIN_NAMES):
    SPECIAL_USE_DOMAIN_NAMES.remove(_reserved)


def normalise_email(raw: str) -> str:
    """The one spelling that is stored. Raises ``Refused`` where it is no address."""
    try:
        address = validate_email(raw.strip(), check_deliverability=False)
    except EmailNotValidError as error:
        sentence = "Enter an e-mail address such as name@example.com."
        raise Refused("bad_email", sentence) from error
    # People do not mind the case of their address, so neither do we.
    return address.normalized.lower()


def create(email: str, password: str, *, is_operator: bool = False) -> User:
    """A new account. Raises ``Refused``: bad_email, bad_password or email_taken."""
    email = normalise_email(email)
    passwords.check(password, email)
    return _insert(email, passwords.hashed(password), is_operator)


def _insert(email: str, password_hash: str, is_operator: bool) -> User:
    try:
        return insert_user(email, password_hash, is_operator)
    except IntegrityError as error:
        raise email_taken() from error


@transactional
def insert_user(email: str, password_hash: str, is_operator: bool) -> User:
    user = User(
        email=email,
        password_hash=password_hash,
        is_operator=is_operator,
        created_at=db.session.scalar(select(db_now())),
    )
    db.session.add(user)
    db.session.flush()
    return user


def email_taken() -> Refused:
    sentence = "There is an account with this address already: sign in instead."
    return Refused("email_taken", sentence, status=409)


def find(email: str) -> User:
    """The account with this address. Raises ``Refused`` (404)."""
    return _known(_find(normalise_email(email)))


def get(user_id: uuid.UUID) -> User:
    """The account itself, unless it was deleted. Raises ``Refused`` (404)."""
    return _not_deleted(db.session.get(User, user_id))


def locked(user_id: uuid.UUID) -> User:
    """Within a transaction: the same, held against other writers."""
    user = db.session.get(User, user_id, populate_existing=True, with_for_update=True)
    return _not_deleted(user)


def _not_deleted(user: User | None) -> User:
    if user is None or user.deleted_at:
        raise Refused("not_found", "There is no such account any more.", status=404)
    return user


def _known(user: User | None) -> User:
    if user is None:
        raise Refused("not_found", "There is no account with this address.", status=404)
    return user


def _find(email: str) -> User | None:
    user: User | None = db.session.scalar(select(User).where(User.email == email))
    return user


def list_users() -> list[User]:
    chosen = select(User).where(User.deleted_at.is_(None))
    return list(db.session.scalars(chosen.order_by(User.email)))


def authenticate(email: str, password: str) -> User | None:
    """Who this is, or None: nothing tells why, and it takes the same time.

    A hash made with older parameters is made anew here, the one moment at which the
    password is known.
    """
    try:
        user = _find(normalise_email(email))
    except Refused:
        user = None
    is_right = passwords.matches(user.password_hash if user else None, password)
    if user is None or not is_right or user.is_disabled:
        return None
    if passwords.is_outdated(user.password_hash):
        replace_hash(user, user.password_hash, passwords.hashed(password))
    return user


@transactional
def replace_hash(user: User, old: str, new: str) -> None:
    """Unless the password was changed in the meantime."""
    unchanged = (User.id == user.id) & (User.password_hash == old)
    db.session.execute(update(User).where(unchanged).values(password_hash=new))


def change_password(user: User, current: str, new: str, keep_token: str) -> None:
    """By its owner: every other browser is signed out."""
    require_password(user, current)
    passwords.check(new, user.email)
    store_password(user.id, passwords.hashed(new), keep_token)


def require_password(user: User, password: str) -> None:
    if not passwords.matches(user.password_hash, password):
        sentence = "This is not your current password."
        raise Refused("wrong_password", sentence, status=403)


@transactional
def store_password(user_id: uuid.UUID, new_hash: str, keep_token: str = "") -> None:
    chosen = update(User).where(User.id == user_id)
    db.session.execute(chosen.values(password_hash=new_hash))
    links = delete(PasswordReset).where(PasswordReset.user_id == user_id)
    db.session.execute(links)
    sign_ins.end_others(user_id, keep_token)


@transactional
def set_disabled(email: str, is_disabled: bool) -> User:
    """A disabled user is signed out everywhere; API tokens rest until enabled again.

    Raises ``Refused``: not_found, last_operator.
    """
    user = locked(find(email).id)
    if is_disabled:
        require_another_operator(user)
        sign_ins.end_others(user.id)
    user.is_disabled = is_disabled
    return user


def role_of(user: User) -> Role:
    if user.is_operator:
        return Role.OPERATOR
    return Role.VIEWER if user.is_viewer else Role.USER


@transactional
def set_role(user_id: uuid.UUID, role: Role) -> User:
    """Who gains power signs in anew: no older sign-in has it.

    Raises ``Refused``: not_found, disabled, last_operator.
    """
    user = get(user_id)
    before = role_of(user)
    if role.power > before.power:
        require_enabled(user)
        sign_ins.end_others(user.id)
    elif role is not before:
        require_another_operator(user)
    user.is_operator = role is Role.OPERATOR
    user.is_viewer = role is Role.VIEWER
    return user


def require_enabled(user: User) -> None:
    if user.is_disabled:
        sentence = "This account is disabled: enable it first."
        raise Refused("disabled", sentence, status=409)


def require_another_operator(user: User) -> None:
    if user.is_operator and lock_operators() == [user.id]:
        sentence = "This is the only operator: make another one first."
        raise Refused("last_operator", sentence, status=409)


def lock_operators() -> list[uuid.UUID]:
    """Operators who can sign in. Who leaves waits here for another who does, so that
    no two count each other."""
    chosen = select(User.id).where(able_operators()).order_by(User.id)
    return list(db.session.scalars(chosen.with_for_update()))


def operator_count() -> int:
    """Operators who can sign in."""
    chosen = select(func.count()).select_from(User).where(able_operators())
    return db.session.scalar(chosen) or 0


def able_operators() -> ColumnElement[bool]:
    return User.is_operator & ~User.is_disabled
