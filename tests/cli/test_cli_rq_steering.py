"""``flask rq empty``, ``suspend`` and ``resume``: done, and in the audit log."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from rq.suspension import WORKERS_SUSPENDED

from support.valkey import Valkey
from webapp.extensions import db
from webapp.models import AuditEntry
from webapp.queues import get_queue

pytestmark = pytest.mark.usefixtures("on_both_databases")
QUEUE, OTHER = "xenlixai_queue", "xenlixai_low"
Run = Callable[..., Result]
Written = list[tuple[str, str, str, int, str]]


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    return {**environ, "REDIS_URL": valkey.url}


@pytest.fixture
def run(app: Flask) -> Run:
    return lambda *words: app.test_cli_runner().invoke(args=["rq", *words])


@pytest.fixture
def waiting(valkey: Valkey) -> None:
    """Two jobs in one queue, one in another."""
    for name in (QUEUE, QUEUE, OTHER):
        task = "webapp.tasks.maintenance.cleanup_expired_jobs"
        get_queue(name, valkey.client).enqueue(task)


def lengths(valkey: Valkey) -> tuple[int, int]:
    first, second = (get_queue(name, valkey.client).count for name in (QUEUE, OTHER))
    return first, second


def written(app: Flask) -> Written:
    with app.app_context():
        rows = db.session.query(AuditEntry).order_by(AuditEntry.id)
        return [(r.email, r.action, r.target, r.number, r.detail) for r in rows]


def by(
    action: str, target: str, number: int = 1, detail: str = ""
) -> tuple[object, ...]:
    return ("command line", action, target, number, detail)


@pytest.mark.usefixtures("waiting")
class TestEmpty:
    def test_one_queue(self, app: Flask, run: Run, valkey: Valkey) -> None:
        assert run("empty", QUEUE).exit_code == 0
        assert lengths(valkey) == (0, 1)
        assert written(app) == [by("rq.empty", f"{QUEUE}, queued", 2)]

    @pytest.mark.parametrize("words", [(QUEUE, OTHER), ("--all",)])
    def test_several(
        self, app: Flask, run: Run, valkey: Valkey, words: tuple[str, ...]
    ) -> None:
        assert run("empty", *words).exit_code == 0
        assert lengths(valkey) == (0, 0)
        assert sorted(written(app)) == [
            by("rq.empty", f"{OTHER}, queued", 1),
            by("rq.empty", f"{QUEUE}, queued", 2),
        ]

    def test_what_is_not_written_down_is_not_done(
        self, run: Run, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise OSError("no log")

        monkeypatch.setattr("webapp.cli.rq.record_alone", fail)
        for words in (("empty", QUEUE), ("suspend",)):
            assert isinstance(run(*words).exception, OSError)
        assert lengths(valkey) == (2, 1)
        assert not valkey.client.exists(WORKERS_SUSPENDED)

    def test_without_a_schema_it_is_one_sentence(
        self, app: Flask, run: Run, valkey: Valkey
    ) -> None:
        with app.app_context():
            db.drop_all()
        done = run("empty", QUEUE)
        assert done.exit_code == 1
        assert "db upgrade" in done.stderr
        assert lengths(valkey) == (2, 1)


def test_suspend_and_resume(app: Flask, run: Run, valkey: Valkey) -> None:
    assert run("suspend").exit_code == 0
    assert valkey.client.exists(WORKERS_SUSPENDED)
    assert run("resume").exit_code == 0
    assert not valkey.client.exists(WORKERS_SUSPENDED)
    assert written(app) == [by("rq.suspend", "workers"), by("rq.resume", "workers")]


def test_suspended_for_a_while(app: Flask, run: Run, valkey: Valkey) -> None:
    assert run("suspend", "--duration", "60").exit_code == 0
    assert valkey.client.exists(WORKERS_SUSPENDED)
    assert written(app) == [by("rq.suspend", "workers", detail="for 60 seconds")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("empty",), 0),
        (("empty", "--help"), 0),
        (("empty", "--no-such-option"), 2),
        (("suspend", "--help"), 0),
        (("suspend", "--duration", "0"), 1),
        (("suspend", "--duration", "soon"), 2),
        (("resume", "--help"), 0),
        (("info",), 0),
    ],
)
def test_what_does_nothing_is_no_entry(
    app: Flask, run: Run, valkey: Valkey, words: tuple[str, ...], code: int
) -> None:
    done = run(*words)
    assert "Traceback" not in done.output
    assert done.exit_code == code
    assert not valkey.client.exists(WORKERS_SUSPENDED)
    assert written(app) == []


@pytest.mark.parametrize(
    "words",
    [
        ("empty", "xenlixai_hihg"),
        ("requeue", "--all", "--queue", "x"),
        ("requeue", "--queue", "x", "job-1"),
    ],
)
def test_a_queue_that_is_none_is_told_and_not_written_down(
    app: Flask, run: Run, words: tuple[str, ...]
) -> None:
    done = run(*words)
    assert done.exit_code == 1
    assert "There is no queue" in done.output
    assert f"There are: xenlixai_high, {QUEUE}, {OTHER}" in done.output
    assert written(app) == []


@pytest.mark.parametrize("words", [("empty", QUEUE), ("suspend",), ("resume",)])
def test_redis_away_is_one_sentence_and_no_entry(
    app: Flask, run: Run, valkey: Valkey, words: tuple[str, ...]
) -> None:
    valkey.kill()
    done = run(*words)
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: Redis does not answer")
    assert written(app) == []
