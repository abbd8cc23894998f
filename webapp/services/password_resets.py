"""A forgotten password: a link by mail, good for an hour and for one use.

The page that asks learns nothing: for an address without an account the same work is
done. The link's secret is made by the job that sends it, so Redis never holds it.
https://cheatsheetseries.owasp.org/cheatsheets/Forgot_Password_Cheat_Sheet.html
"""

from __future__ import annotations

import logging
import uuid

from sqlalchemy import ColumnElement, delete, select

from webapp import queues
from webapp.domain.queue_names import MAINTENANCE
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import PasswordReset, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.queues.job import RESET_MAIL
from webapp.services import accounts, mail, passwords
from webapp.services.current import settings
from webapp.services.mail import MailFailed
from webapp.services.secret_tokens import digest, new_token, use_up

log = logging.getLogger(__name__)

VALID_SECONDS = 3600
SUBJECT = "Set a new password for XenlixAI"
TEXT = """\
Somebody, hopefully you, asked for a new password for your account at
{site}.

Set it here within an hour; the link works once:
{link}

If it was not you, do nothing: your password stays as it is.
"""


def ask(email: str) -> None:
    """Have the link sent, if there is such an account.

    Raises ``Refused``: no_mail without a mail server, bad_email, mail_unavailable.
    """
    require_mail()
    found = db.session.scalar(
        select(User.id).where(User.email == accounts.normalise_email(email))
    )
    is_sent = queues.enqueue(
        settings(),
        MAINTENANCE,
        RESET_MAIL,
        job_id=f"password-reset-{uuid.uuid4()}",
        description="password reset",
        user_id=str(found or uuid.uuid4()),
    )
    if not is_sent:
        sentence = "The message cannot be sent now. Please try again in a few minutes."
        raise Refused("mail_unavailable", sentence, status=503)


def deliver(user_id: uuid.UUID) -> bool:
    """Make the link and send it; False where nobody can be written to.

    Raises ``MailFailed``: the next try makes another link.
    """
    user = db.session.get(User, user_id)
    if user is None or user.is_disabled:
        return False
    to, site = user.email, settings().public_url
    link = f"{site}/auth/reset?token={issue(user_id)}"
    try:
        mail.send(to, SUBJECT, TEXT.format(site=site, link=link))
    except MailFailed as error:
        if not error.is_final:
            raise
        log.warning("password reset: user %s cannot be written to: %s", user_id, error)
        return False
    log.info("password reset: link sent to user %s", user_id)
    return True


@transactional
def issue(user_id: uuid.UUID) -> str:
    token = new_token()
    earlier = delete(PasswordReset).where(PasswordReset.user_id == user_id)
    db.session.execute(earlier)
    row = PasswordReset(user_id=user_id, token_hash=digest(token), created_at=db_now())
    db.session.add(row)
    return token


def owner_of(token: str) -> User:
    """Whose link this is. Raises ``Refused`` (404) where it is good no more."""
    chosen = select(User).join(PasswordReset, PasswordReset.user_id == User.id)
    user: User | None = db.session.scalar(
        chosen.where(is_good(token), ~User.is_disabled)
    )
    if user is None:
        raise bad_link()
    return user


def use(token: str, password: str) -> User:
    """Set the password and sign every browser out. Raises ``Refused``; a mistake in
    the form leaves the link good."""
    user = owner_of(token)
    passwords.check(password, user.email)
    redeem(token, user.id, passwords.hashed(password))
    log.info("password reset: user %s set a new password", user.id)
    return user


@transactional
def redeem(token: str, user_id: uuid.UUID, password_hash: str) -> None:
    if not use_up(PasswordReset, is_good(token)):
        raise bad_link()
    accounts.store_password(user_id, password_hash)


def is_good(token: str) -> ColumnElement[bool]:
    is_fresh = PasswordReset.created_at > db_now(-VALID_SECONDS)
    return (PasswordReset.token_hash == digest(token)) & is_fresh


def require_mail() -> None:
    if not mail.is_available():
        sentence = (
            "This installation sends no mail: ask an operator for a new password."
        )
        raise Refused("no_mail", sentence, status=404)


def bad_link() -> Refused:
    sentence = "This link is not good any more: it works once, and for an hour. "
    sentence += "Ask for another one."
    return Refused("bad_link", sentence, status=404)
