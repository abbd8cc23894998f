"""``flask rq``: what it changes, and what the audit log says of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from rq.job import Job

from support.ended_jobs import fail
from support.valkey import Valkey
from webapp.extensions import db
from webapp.queues import get_queue
from webapp.services.operations import audit_entries

pytestmark = pytest.mark.usefixtures("on_both_databases")
QUEUE = "xenlixai_queue"
Requeue = Callable[..., Result]


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    return {**environ, "REDIS_URL": valkey.url}


@pytest.fixture
def requeue(app: Flask) -> Requeue:
    words = ("rq", "requeue", "--queue", QUEUE)
    return lambda *more: app.test_cli_runner().invoke(args=[*words, *more])


@pytest.fixture
def failed(valkey: Valkey) -> list[Job]:
    queue = get_queue(QUEUE, valkey.client)
    task = "webapp.tasks.maintenance.cleanup_expired_jobs"
    jobs = [queue.enqueue(task, job_id=f"job-{number}") for number in range(3)]
    for job in jobs:
        fail(job, "it broke")
    return jobs


def written(app: Flask) -> list[tuple[str, str, str, int]]:
    with app.app_context():
        rows = reversed(audit_entries.list_entries().items)
        return [(row.email, row.action, row.target, row.number) for row in rows]


def test_single_jobs(app: Flask, requeue: Requeue, failed: list[Job]) -> None:
    assert requeue("job-0", "job-2").exit_code == 0
    who, what = "command line", "rq.requeue"
    assert written(app) == [(who, what, "job-0", 1), (who, what, "job-2", 1)]
    states = [job.get_status() for job in failed]
    assert states == ["queued", "failed", "queued"]


def test_all_of_a_queue(app: Flask, requeue: Requeue, failed: list[Job]) -> None:
    assert requeue("--all").exit_code == 0
    assert written(app) == [("command line", "rq.requeue_all", QUEUE, 3)]
    assert {job.get_status() for job in failed} == {"queued"}


def test_of_a_job_that_is_gone_nothing_is_done_or_written(
    app: Flask, requeue: Requeue, failed: list[Job]
) -> None:
    done = requeue("job-0", "nothing")
    assert done.exit_code == 1
    assert "No such job" in done.output
    assert written(app) == []
    assert {job.get_status() for job in failed} == {"failed"}


@pytest.mark.parametrize("words", [("--help",), ("--no-such-option",), ()])
def test_what_does_nothing_is_no_entry(
    app: Flask, requeue: Requeue, failed: list[Job], words: tuple[str, ...]
) -> None:
    done = requeue(*words)
    assert "Traceback" not in done.output
    assert done.exit_code == (2 if words == ("--no-such-option",) else 0)
    assert written(app) == []


def test_without_a_schema_it_is_one_sentence(
    app: Flask, requeue: Requeue, failed: list[Job]
) -> None:
    with app.app_context():
        db.drop_all()
    done = requeue("--all")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert "db upgrade" in done.stderr
    assert {job.get_status() for job in failed} == {"failed"}


def test_what_is_not_written_down_is_not_done(
    app: Flask, requeue: Requeue, failed: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_to(*_: object, **__: object) -> None:
        raise OSError("no log")

    monkeypatch.setattr("webapp.cli.rq.record_alone", fail_to)
    assert isinstance(requeue("--all").exception, OSError)
    assert {job.get_status() for job in failed} == {"failed"}
