from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from webapp.extensions import db
from webapp.models import User, UserSession
from webapp.models.transactions import transactional
from webapp.services import sign_ins

pytestmark = pytest.mark.usefixtures("app_context")


@transactional
def age(*, seen: int = 0, created: int = 0) -> None:
    """Make every sign-in older by so many seconds."""
    for row in db.session.scalars(select(UserSession)).all():
        row.seen_at -= timedelta(seconds=seen)
        row.created_at -= timedelta(seconds=created)


def test_only_a_hash_of_the_token_is_stored(alice: User) -> None:
    token = sign_ins.start(alice, "A browser")

    row = db.session.scalars(select(UserSession)).one()
    assert token not in (row.token_hash, row.user_agent)
    assert len(row.token_hash) == 64


def test_the_token_finds_its_user(alice: User, bob: User) -> None:
    token = sign_ins.start(alice, "")
    sign_ins.start(bob, "")

    found = sign_ins.find(token)

    assert found is not None
    assert found.user.id == alice.id
    assert sign_ins.find(token + "x") is None
    assert sign_ins.find("") is None


def test_a_long_browser_name_is_cut(alice: User) -> None:
    sign_ins.start(alice, "\x00" + "x" * 1000)
    assert sign_ins.list_for(alice)[0].user_agent == "x" * 200


def test_a_browser_left_alone_is_signed_out(alice: User) -> None:
    token = sign_ins.start(alice, "")
    age(seen=sign_ins.IDLE_SECONDS - 60)
    assert sign_ins.find(token)

    age(seen=120)

    assert sign_ins.find(token) is None
    assert sign_ins.list_for(alice) == []


def test_a_browser_in_use_signs_in_again_after_a_month(alice: User) -> None:
    token = sign_ins.start(alice, "")
    age(created=sign_ins.ABSOLUTE_SECONDS + 1)
    assert sign_ins.find(token) is None


def test_use_is_noted_once_a_minute(alice: User) -> None:
    token = sign_ins.start(alice, "")
    found = sign_ins.find(token)
    assert found is not None
    assert not found.is_touch_due

    age(seen=sign_ins.TOUCH_SECONDS + 1)
    found = sign_ins.find(token)
    assert found is not None
    assert found.is_touch_due

    sign_ins.touch(token)
    found = sign_ins.find(token)
    assert found is not None
    assert not found.is_touch_due


def test_a_disabled_user_has_no_sign_in(alice: User) -> None:
    token = sign_ins.start(alice, "")
    disable(alice)
    assert sign_ins.find(token) is None


@transactional
def disable(user: User) -> None:
    db.session.execute(update(User).where(User.id == user.id).values(is_disabled=True))


def test_ending_one_leaves_the_others(alice: User) -> None:
    here, there = sign_ins.start(alice, "here"), sign_ins.start(alice, "there")

    sign_ins.end(here)

    assert sign_ins.find(here) is None
    assert sign_ins.find(there)


def test_expired_ones_are_deleted(alice: User) -> None:
    sign_ins.start(alice, "old")
    age(seen=sign_ins.IDLE_SECONDS + 1)
    fresh = sign_ins.start(alice, "deletes her expired ones by itself")
    assert len(db.session.scalars(select(UserSession)).all()) == 1

    assert sign_ins.delete_expired() == 0
    age(seen=sign_ins.IDLE_SECONDS + 1)
    assert sign_ins.delete_expired() == 1
    assert sign_ins.find(fresh) is None
