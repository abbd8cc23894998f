"""What load balancers, monitors and people are told."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from redis.exceptions import OutOfMemoryError
from rq.suspension import suspend
from sqlalchemy import insert

from support.valkey import Valkey
from webapp.domain.queue_names import QUEUES
from webapp.extensions import db
from webapp.models import WorkerHeartbeat
from webapp.models.clock import db_now
from webapp.pipeline.analyze.encoders import choice
from webapp.services import health, schema


def told(client: FlaskClient) -> tuple[int, dict[str, Any]]:
    answer = client.get("/readyz")
    checks = {check["name"]: check for check in answer.get_json()["checks"]}
    return answer.status_code, checks


class TestWithRedis:
    @pytest.fixture
    def environ(self, environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
        return {**environ, "REDIS_URL": valkey.url}

    def test_readiness_names_what_is_missing(self, client: FlaskClient) -> None:
        status, checks = told(client)
        assert status == 503
        assert checks["redis"]["ok"] is True
        assert checks["redis eviction"]["text"] == "noeviction"
        assert checks["database"]["ok"] is False

    def test_no_address_is_shown_to_the_world(
        self, client: FlaskClient, valkey: Valkey
    ) -> None:
        valkey.kill()
        status, checks = told(client)
        assert (status, checks["redis"]["ok"]) == (503, False)
        assert str(valkey.socket) not in str(checks)


class TestWithoutFlow:
    """All that a scan needs is there, but no job comes in or none is taken."""

    @pytest.fixture
    def environ(self, environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
        return {**environ, "REDIS_URL": valkey.url}

    @pytest.fixture
    def app(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
        monkeypatch.setattr(schema, "state", lambda: schema.SchemaState.READY)
        beat = {"name": "w", "host": "box", "pid": 1, "version": "1", "state": "idle"}
        times = {"started_at": db_now(), "seen_at": db_now()}
        row = {**beat, **times, "queues": ",".join(QUEUES)}
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(insert(WorkerHeartbeat).values(**row))
        return app

    def test_all_is_well_at_first(self, client: FlaskClient) -> None:
        status, checks = told(client)
        assert status == 200
        assert checks["redis memory"]["text"] == "has room"
        assert checks["RQ"]["text"] == "is not suspended"
        assert {check["ok"] for check in checks.values()} == {True}

    def test_a_full_redis_is_named_and_takes_no_web_process_away(
        self, client: FlaskClient, valkey: Valkey
    ) -> None:
        valkey.client.config_set("maxmemory", "1mb")
        with pytest.raises(OutOfMemoryError):
            valkey.client.set("x", "y")
        status, checks = told(client)
        assert (status, checks["redis memory"]["ok"]) == (200, None)
        assert "full (maxmemory) and takes no jobs" in checks["redis memory"]["text"]

    def test_suspended_workers_are_named(
        self, client: FlaskClient, valkey: Valkey
    ) -> None:
        suspend(valkey.client)
        status, checks = told(client)
        assert (status, checks["RQ"]["ok"]) == (200, None)
        assert "suspended: waiting scans wait" in checks["RQ"]["text"]


@pytest.mark.usefixtures("on_both_databases")
class TestWhenTheDatabaseGoesAway:
    """Between two checks: the first one still found it ready."""

    @pytest.fixture
    def app(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
        monkeypatch.setattr(schema, "state", lambda: schema.SchemaState.READY)
        with app.app_context(), db.engine.begin() as connection:
            for table in ("worker_heartbeats", "leader_leases", "scans"):
                connection.exec_driver_sql(
                    f"ALTER TABLE {table} RENAME TO gone_{table}"
                )
        return app

    def test_readiness_says_so(self, client: FlaskClient) -> None:
        status, checks = told(client)
        assert status == 503
        assert checks["database"]["ok"] is True
        assert checks["workers"] == {
            "name": "workers",
            "ok": False,
            "text": health.LOST,
        }

    def test_the_doctor_goes_on_with_the_others(self, app: Flask) -> None:
        done = app.test_cli_runner().invoke(args=["doctor"])
        assert done.exit_code == 1
        assert isinstance(done.exception, SystemExit)
        assert done.stdout.count(health.LOST) == 3, "of workers, scheduler, queue"
        assert "PageSpeed" in done.stdout


@pytest.mark.parametrize(
    ("encoder", "problem", "is_ok", "text"),
    [
        ("torch", None, True, "default in PyTorch"),
        ("auto", "it is not there", None, "it is not there"),
        ("statistics", None, True, "none: keyphrases are found by counting, as set"),
        ("off", None, None, "keyphrases are switched off"),
    ],
)
def test_what_finds_keyphrases_is_told(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    encoder: str,
    problem: str | None,
    is_ok: bool | None,
    text: str,
) -> None:
    monkeypatch.setattr(choice, "find_problem", lambda _: problem)
    chosen = dataclasses.replace(app.extensions["settings"], keyphrases_encoder=encoder)
    app.extensions["settings"] = chosen
    with app.app_context():
        assert health.check_model() == health.Check("model", is_ok, text)


class TestWithTrustedHosts:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return {**environ, "TRUSTED_HOSTS": ".example.com"}

    def test_a_probe_asks_by_address(self, client: FlaskClient) -> None:
        answer = client.get("/healthz", headers={"Host": "10.0.0.7:8000"})
        assert (answer.status_code, answer.text) == (200, "ok\n")

    def test_every_other_page_wants_a_trusted_one(self, client: FlaskClient) -> None:
        for path in ("/", "/readyz", "/healthz/"):
            answer = client.get(path, headers={"Host": "10.0.0.7"})
            assert answer.status_code == 400
        assert client.get("/", headers={"Host": "a.example.com"}).status_code == 200
