"""Signing in and out: Flask-Login over the rows of ``services.sign_ins``."""

from __future__ import annotations

import logging
from datetime import timedelta

from flask import Flask, g, request, session
from flask_login import UserMixin, current_user, login_user, logout_user
from sqlalchemy.exc import SQLAlchemyError

from webapp.extensions import db, login_manager
from webapp.models import User
from webapp.services import sign_ins

log = logging.getLogger(__name__)

#: Where Flask-Login keeps what ``get_id`` returned.
SESSION_KEY = "_user_id"


class SignedInUser(UserMixin):
    """``current_user`` of templates: the account, through one sign-in of it."""

    def __init__(self, user: User, token: str) -> None:
        self.user = user
        self.token = token

    def get_id(self) -> str:
        """The secret of this sign-in rather than the user's id, so it can end."""
        return self.token

    @property
    def email(self) -> str:
        return self.user.email

    @property
    def is_operator(self) -> bool:
        return self.user.is_operator

    @property
    def is_viewer(self) -> bool:
        return self.user.is_viewer


def init_app(app: Flask) -> None:
    # The cookie outlives the browser; how long it is good for, the row decides.
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(
        seconds=sign_ins.ABSOLUTE_SECONDS
    )
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    # It compares the address, which changes under way, and writes to every session.
    login_manager.session_protection = None
    login_manager.user_loader(load_user)


def load_user(token: str) -> SignedInUser | None:
    """Whose sign-in this is. Under /api/ no cookie counts."""
    if request.path.startswith("/api/"):
        return None
    found = sign_ins.find(token)
    if found is None:
        return None
    if found.is_touch_due:
        note_use(token)
    return SignedInUser(found.user, token)


def note_use(token: str) -> None:
    try:
        sign_ins.touch(token)
    except SQLAlchemyError:
        # A page that only reads must not fail because this could not be written.
        log.warning("could not note the use of a sign-in", exc_info=True)
        db.session.rollback()


def current_account() -> User | None:
    """The user whose browser this is."""
    if not current_user.is_authenticated:
        return None
    user: User = current_user.user
    return user


def current_token() -> str:
    """The secret of this browser's sign-in, or an empty text."""
    return str(session.get(SESSION_KEY, ""))


def sign_in(user: User) -> None:
    """Begin a session of its own: nothing set before signing in lives on in it."""
    end_current()
    forget_session()
    token = sign_ins.start(user, request.headers.get("User-Agent", ""))
    session.permanent = True
    login_user(SignedInUser(user, token))


def sign_out() -> None:
    """End the sign-in in the database too: a copy of the cookie is worth nothing."""
    end_current()
    logout_user()
    forget_session()


def end_current() -> None:
    if token := current_token():
        sign_ins.end(token)


def forget_session() -> None:
    session.clear()
    g.pop("csrf_token", None)  # a form of this response must get the new session's
