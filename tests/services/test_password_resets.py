from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from support.browser import PASSWORD
from support.mailbox import Mailbox
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import PasswordReset, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import accounts, cleanup, password_resets, passwords, sign_ins
from webapp.services.mail import MailFailed

pytestmark = pytest.mark.usefixtures("app_context")
NEW = "another long enough password"


@pytest.fixture
def mailbox() -> Any:
    box = Mailbox()
    yield box
    box.close()


@pytest.fixture
def environ(environ: dict[str, str], mailbox: Mailbox) -> dict[str, str]:
    return environ | {"SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}"}


def sent_token(mailbox: Mailbox) -> str:
    text = mailbox.messages[-1].get_content()
    found = re.search(r"http://localhost:5000/auth/reset\?token=(\S+)", text)
    assert found
    return found[1]


@transactional
def age(seconds: int) -> None:
    db.session.execute(update(PasswordReset).values(created_at=db_now(-seconds)))


def test_the_link_sets_a_password_and_signs_out(alice: User, mailbox: Mailbox) -> None:
    browser = sign_ins.start(alice, "a browser")
    assert password_resets.deliver(alice.id)
    assert mailbox.messages[-1]["To"] == "alice@example.com"

    password_resets.use(sent_token(mailbox), NEW)

    assert accounts.authenticate("alice@example.com", NEW)
    assert not accounts.authenticate("alice@example.com", PASSWORD)
    assert sign_ins.find(browser) is None


def test_it_works_once(alice: User, mailbox: Mailbox) -> None:
    password_resets.deliver(alice.id)
    password_resets.use(sent_token(mailbox), NEW)
    with pytest.raises(Refused, match="works once"):
        password_resets.use(sent_token(mailbox), PASSWORD)


def test_of_two_at_once_one_gets_in(alice: User, mailbox: Mailbox) -> None:
    password_resets.deliver(alice.id)
    token = sent_token(mailbox)
    password_resets.redeem(token, alice.id, "the first one's")
    with pytest.raises(Refused, match="works once"):
        password_resets.redeem(token, alice.id, "the second one's")
    stored = db.session.scalars(select(User.password_hash)).one()
    assert stored == "the first one's"


def test_it_works_for_an_hour(alice: User, mailbox: Mailbox) -> None:
    password_resets.deliver(alice.id)
    age(password_resets.VALID_SECONDS - 10)
    assert password_resets.owner_of(sent_token(mailbox)).id == alice.id
    age(password_resets.VALID_SECONDS + 1)
    with pytest.raises(Refused, match="for an hour"):
        password_resets.use(sent_token(mailbox), NEW)


def test_a_newer_link_ends_the_one_before(alice: User, mailbox: Mailbox) -> None:
    password_resets.deliver(alice.id)
    earlier = sent_token(mailbox)
    password_resets.deliver(alice.id)
    assert password_resets.owner_of(sent_token(mailbox)).id == alice.id
    with pytest.raises(Refused):
        password_resets.owner_of(earlier)


def test_another_change_of_the_password_ends_it(alice: User, mailbox: Mailbox) -> None:
    password_resets.deliver(alice.id)
    accounts.store_password(alice.id, passwords.hashed(NEW))
    with pytest.raises(Refused):
        password_resets.owner_of(sent_token(mailbox))


def test_a_weak_password_leaves_the_link_good(alice: User, mailbox: Mailbox) -> None:
    password_resets.deliver(alice.id)
    with pytest.raises(Refused) as error:
        password_resets.use(sent_token(mailbox), "short")
    assert error.value.code == "bad_password"
    assert password_resets.owner_of(sent_token(mailbox)).id == alice.id


def test_only_a_hash_of_the_token_is_stored(alice: User, mailbox: Mailbox) -> None:
    password_resets.deliver(alice.id)
    stored = db.session.scalars(select(PasswordReset)).one().token_hash
    assert stored not in mailbox.messages[-1].get_content()


def test_nobody_is_written_to_who_may_not_sign_in(
    alice: User, mailbox: Mailbox
) -> None:
    accounts.set_disabled("alice@example.com", True)
    assert not password_resets.deliver(alice.id)
    assert not password_resets.deliver(uuid.uuid4())
    assert mailbox.messages == []


def test_a_server_that_refuses_fails_the_job(alice: User, mailbox: Mailbox) -> None:
    mailbox.refusal = "451 later"
    with pytest.raises(MailFailed, match="451"):
        password_resets.deliver(alice.id)


def test_a_mailbox_that_is_not_there_is_asked_once(
    alice: User, mailbox: Mailbox
) -> None:
    mailbox.unknown = {"alice@example.com"}
    assert not password_resets.deliver(alice.id)


def test_old_links_are_cleaned_up(app: Flask, alice: User, mailbox: Mailbox) -> None:
    password_resets.deliver(alice.id)
    age(2 * 86400)
    cleanup.delete_expired()
    assert db.session.scalars(select(PasswordReset)).all() == []
