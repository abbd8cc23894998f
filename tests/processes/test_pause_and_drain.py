"""Real workers that leave paused queues alone, and one that drains."""

from __future__ import annotations

import time

from flask import Flask
from sqlalchemy import select

from config import load_settings
from processes.conftest import Client
from support.site import Site
from support.stack import Stack, wait_for
from webapp import create_app
from webapp.extensions import db
from webapp.models import WorkerHeartbeat
from webapp.services import pauses
from webapp.services.audit_log import Operator
from webapp.services.operations import worker_list

OLGA = Operator(None, "olga@example.com")
QUEUE = "xenlixai_queue"


def app_of(stack: Stack) -> Flask:
    return create_app(load_settings(stack.environ))


def test_a_paused_queue_keeps_its_scans_and_others_go_on(
    running: Stack, site: Site
) -> None:
    """The worker is blocked on the queue when it is paused: it puts back what it gets
    there."""
    app = app_of(running)
    visitor, alice = Client(running.url), Client(running.url, token=running.make_user())
    with app.app_context():
        assert pauses.set_paused(QUEUE, True, OLGA)
    waiting = visitor.submit(site.url)
    served = alice.submit(site.url + "/")
    end = frozenset({"FULL_READY"})
    assert alice.wait([served], end=end)[0]["status"] == "FULL_READY"
    # Long enough for the reconciler to have looked at it twice.
    until = time.monotonic() + 12
    while time.monotonic() < until:
        assert visitor.scan(waiting)["status"] == "QUEUED"
        time.sleep(0.5)
    with app.app_context():
        assert pauses.set_paused(QUEUE, False, OLGA)
    scan = visitor.wait([waiting], 30)[0]
    assert (scan["status"], scan["attempt"]) == ("TEASER_READY", 1)


def test_a_drained_worker_finishes_and_takes_nothing_more(
    running: Stack, slow_site: Site
) -> None:
    app, client = app_of(running), Client(running.url)
    first = client.submit(slow_site.url + "/slow")
    wait_for(lambda: client.scan(first)["status"] == "RUNNING", "the claim")
    with app.app_context():
        name = worker_name()
        worker_list.set_draining(name, True, OLGA)
    assert client.wait([first])[0]["status"] == "TEASER_READY"
    wait_for(lambda: state_of(app) == "drained", "the worker says that it drained", 30)
    waiting = client.submit(slow_site.url + "/slow")
    time.sleep(3)
    assert client.scan(waiting)["status"] == "QUEUED"
    assert running.processes["worker"].poll() is None
    with app.app_context():
        worker_list.set_draining(name, False, OLGA)
    assert client.wait([waiting])[0]["status"] == "TEASER_READY"


def test_a_pause_that_redis_lost_is_told_again(running: Stack) -> None:
    app = app_of(running)
    with app.app_context():
        pauses.set_paused(QUEUE, True, OLGA)
        connection = pauses.queues.connect(load_settings(running.environ))
        connection.flushall()
        told = lambda: QUEUE in pauses.queues.read_paused(connection)  # noqa: E731
        assert wait_for(told, "the leader tells the workers", 20)
        pauses.set_paused(QUEUE, False, OLGA)
        assert not told()
        connection.close()


def worker_name() -> str:
    return db.session.scalars(select(WorkerHeartbeat.name)).one()


def state_of(app: Flask) -> str:
    with app.app_context():
        return worker_list.list_workers()[0].state
