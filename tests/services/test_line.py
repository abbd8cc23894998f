"""Senders take turns: one's ten thousand pages do not delay another's first."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from support.valkey import Valkey
from webapp.extensions import db
from webapp.models import Scan, User
from webapp.models.transactions import transactional
from webapp.services import leases, line, scan_actions, submissions, workers
from webapp.services.actors import Actor
from webapp.services.dispatch import parse_job_id
from webapp.services.reconciler import Pass, Reconciler

MakeOwner = Callable[[], uuid.UUID]
QUEUE = "xenlixai_high"


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    return {**environ, "REDIS_URL": valkey.url}


@pytest.fixture
def sender(make_owner: MakeOwner) -> Callable[[], Actor]:
    return lambda: Actor(user=db.session.get_one(User, make_owner()))


def submit(actor: Actor, number: int, name: str = "a") -> list[Scan]:
    urls = [f"http://127.0.0.1/{name}{n}" for n in range(number)]
    return submissions.submit(urls, actor).scans


def in_line(valkey: Valkey) -> list[str]:
    """URLs in the order in which workers get them."""
    found = []
    for job_id in valkey.client.lrange(f"rq:queue:{QUEUE}", 0, -1):
        parsed = parse_job_id(job_id.decode())
        assert parsed is not None
        found.append(db.session.get_one(Scan, parsed[0]).url.rpartition("/")[2])
    return found


def take(valkey: Valkey) -> Scan:
    """As a worker does: pop, claim, let the sender's next one go."""
    claimed = claim(valkey)
    line.let_go(claimed.sender, claimed.queue)
    return db.session.get_one(Scan, claimed.scan_id, populate_existing=True)


def claim(valkey: Valkey) -> leases.Claim:
    job_id = valkey.client.lpop(f"rq:queue:{QUEUE}").decode()
    parsed = parse_job_id(job_id)
    assert parsed is not None
    claimed = leases.claim(*parsed, "w/1")
    assert claimed is not None
    return claimed


def test_of_one_sender_as_many_stand_in_line_as_there_is_room_for(
    sender: Callable[[], Actor], valkey: Valkey
) -> None:
    scans = submit(sender(), 10)
    assert in_line(valkey) == ["a0"]
    assert [scan.is_held for scan in scans] == [False] + [True] * 9


def test_room_grows_with_the_workers(
    sender: Callable[[], Actor], valkey: Valkey
) -> None:
    for number in range(12):
        workers.beat(workers.Beat(f"w{number}", 1, "0", (QUEUE,), "idle", None))
    submit(sender(), 10)
    assert in_line(valkey) == ["a0", "a1", "a2"]


def test_each_claim_lets_the_next_one_go_in_order(
    sender: Callable[[], Actor], valkey: Valkey
) -> None:
    submit(sender(), 4)
    urls = [take(valkey).url.rpartition("/")[2] for _ in range(4)]
    assert urls == ["a0", "a1", "a2", "a3"]
    assert in_line(valkey) == []


def test_another_sender_waits_behind_one_scan_not_behind_all(
    sender: Callable[[], Actor], valkey: Valkey
) -> None:
    submit(sender(), 20)
    submit(sender(), 2, "b")
    urls = [take(valkey).url.rpartition("/")[2] for _ in range(5)]
    assert urls == ["a0", "b0", "a1", "b1", "a2"]


def test_a_newcomer_does_not_go_before_the_same_senders_held_ones(
    sender: Callable[[], Actor], valkey: Valkey
) -> None:
    """A claim made room, and the next has not been let go yet."""
    actor = sender()
    submit(actor, 3)
    claim(valkey)
    submit(actor, 1, "b")
    assert in_line(valkey) == ["a1"]
    assert [take(valkey).url.rpartition("/")[2] for _ in range(3)] == ["a1", "a2", "b0"]


def test_newcomers_take_what_room_older_ones_leave(
    sender: Callable[[], Actor], valkey: Valkey
) -> None:
    for number in range(12):
        workers.beat(workers.Beat(f"w{number}", 1, "0", (QUEUE,), "idle", None))
    actor = sender()
    submit(actor, 4)
    for _ in range(3):
        claim(valkey)
    submit(actor, 3, "b")
    assert in_line(valkey) == ["a3", "b0", "b1"]


def test_the_reconciler_leaves_held_scans_alone(
    sender: Callable[[], Actor], valkey: Valkey
) -> None:
    submit(sender(), 5)
    reconciler = Reconciler()
    assert [reconciler.run() for _ in range(3)] == [Pass()] * 3
    assert in_line(valkey) == ["a0"]


def test_the_leader_sends_what_no_claim_let_go(
    sender: Callable[[], Actor], valkey: Valkey
) -> None:
    actor = sender()
    scans = submit(actor, 3)
    scan_actions.cancel(scans[0], actor)
    assert line.look_after() == 1
    assert in_line(valkey) == ["a1"]
    assert line.look_after() == 0


def test_a_scan_that_waits_for_a_time_takes_no_room(
    sender: Callable[[], Actor], valkey: Valkey
) -> None:
    """Its retry is a minute away: the sender's others must not wait for that."""
    submit(sender(), 3)
    put_off("http://127.0.0.1/a0")
    assert line.look_after() == 1
    assert in_line(valkey) == ["a0", "a1"]


def test_a_retry_that_nobody_brings_back_takes_no_room(
    sender: Callable[[], Actor], valkey: Valkey
) -> None:
    """No scheduler leads: claims alone must let the sender's others go."""
    actor = sender()
    submit(actor, 3)
    put_off("http://127.0.0.1/a0", timedelta(seconds=-1))
    assert line.let_go(actor.key, QUEUE) == 0  # it is on its way
    put_off("http://127.0.0.1/a0", timedelta(seconds=-20))
    assert line.let_go(actor.key, QUEUE) == 1
    assert in_line(valkey) == ["a0", "a1"]


@transactional
def put_off(url: str, by: timedelta = timedelta(days=365)) -> None:
    scan = db.session.scalars(select(Scan).where(Scan.url == url)).one()
    scan.not_before = scan.created_at + by


def test_a_canceled_held_scan_is_never_sent(
    sender: Callable[[], Actor], valkey: Valkey
) -> None:
    actor = sender()
    scans = submit(actor, 3)
    scan_actions.cancel(scans[1], actor)
    take(valkey)
    assert in_line(valkey) == ["a2"]


def test_of_many_senders_none_is_forgotten(
    sender: Callable[[], Actor], valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a retry of very many: all are held, and one pass sends a few."""
    for name in ("a", "b", "c"):
        submit(sender(), 2, name)
    hold_all()
    valkey.client.delete(f"rq:queue:{QUEUE}")
    monkeypatch.setattr(line, "MOST_SENDERS", 2)
    assert [line.look_after() for _ in range(3)] == [2, 1, 0]
    assert in_line(valkey) == ["a0", "b0", "c0"]


@transactional
def hold_all() -> None:
    for scan in db.session.scalars(select(Scan)):
        scan.is_held = True
