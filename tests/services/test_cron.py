"""Regular tasks: once a slot, not where turned off, again when Redis is back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from redis.exceptions import RedisError
from sqlalchemy import delete, func, select

from support.valkey import Valkey
from webapp import queues
from webapp.domain.queue_names import MAINTENANCE
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import AuditEntry, CronSlot
from webapp.models.transactions import transactional
from webapp.services import cron
from webapp.services.audit_log import Operator
from webapp.services.cron import CRON_TASKS
from webapp.services.operations import schedule

pytestmark = pytest.mark.usefixtures("app_context")
OLGA = Operator(None, "olga@example.com")
CLEANUP = CRON_TASKS[0]


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    environ["REDIS_URL"] = valkey.url
    return environ


def waiting(valkey: Valkey) -> list[str]:
    return queues.get_queue(MAINTENANCE, valkey.client).job_ids


def slots() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(CronSlot)) or 0


def audited() -> list[tuple[str, str, str]]:
    chosen = select(AuditEntry).order_by(AuditEntry.id)
    return [(row.email, row.action, row.target) for row in db.session.scalars(chosen)]


def test_a_slot_happens_once(app: Flask, valkey: Valkey) -> None:
    assert cron.run_due() == 1
    assert cron.run_due() == 0
    slot = cron.current_slot(CLEANUP)
    assert waiting(valkey) == [f"cron-cleanup-{slot}"]
    assert slots() == 1


def test_a_leader_that_was_as_quick_does_no_harm(
    valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    cron.run_due()
    with monkeypatch.context() as patched:
        patched.setattr(cron, "has_run", lambda task, slot: False)
        assert cron.run_due() == 1
    assert slots() == 1


def test_what_redis_did_not_take_is_told_and_tried_again(valkey: Valkey) -> None:
    valkey.kill()
    with pytest.raises(RedisError, match="cleanup was not enqueued"):
        cron.run_due()
    assert slots() == 0
    valkey.start()
    assert cron.run_due() == 1


def test_it_does_not_run_where_it_is_turned_off(valkey: Valkey) -> None:
    schedule.turn("cleanup", False, OLGA)
    assert cron.run_due() == 0
    assert waiting(valkey) == []
    assert slots() == 0
    schedule.turn("cleanup", True, OLGA)
    assert cron.run_due() == 1
    assert audited() == [
        ("olga@example.com", "cron.disable", "cleanup"),
        ("olga@example.com", "cron.enable", "cleanup"),
    ]


def test_run_now_leaves_the_slots_alone(valkey: Valkey) -> None:
    schedule.turn("cleanup", False, OLGA)
    before = int(cron.now().timestamp())
    assert schedule.run_now("cleanup", OLGA)
    (job_id,) = waiting(valkey)
    head, _, second = job_id.rpartition("-")
    assert head == "cron-cleanup-now"
    assert before <= int(second) <= cron.now().timestamp()
    assert slots() == 0
    assert audited()[-1] == ("olga@example.com", "cron.run", "cleanup")


def test_run_now_says_where_redis_is_silent(valkey: Valkey) -> None:
    valkey.kill()
    assert not schedule.run_now("cleanup", OLGA)


def test_there_is_no_other_task() -> None:
    for act in (
        lambda: schedule.run_now("reconcile", OLGA),
        lambda: schedule.turn("reconcile", False, OLGA),
    ):
        with pytest.raises(Refused, match="no such regular task"):
            act()
    assert audited() == []


@transactional
def forget_slots() -> None:
    db.session.execute(delete(CronSlot))


def test_when_it_runs_next(valkey: Valkey) -> None:
    cron.run_due()
    found = cron.next_run(CLEANUP)
    assert found.timestamp() % CLEANUP.seconds == 0
    assert timedelta(0) < found - cron.now() <= timedelta(seconds=CLEANUP.seconds)
    forget_slots()
    db.session.expire_all()
    assert cron.next_run(CLEANUP) <= cron.now()
