"""scan, doctor and rq, as they are typed."""

from __future__ import annotations

import json
import os

import pytest
from flask import Flask
from rq import Queue
from rq.cli.cli import main as rq_main
from rq.exceptions import DeserializationError

from config import MODEL_ENVIRONMENT
from support.site import Site
from support.valkey import Valkey
from webapp import queues
from webapp.queues.job import ForbiddenFunction
from webapp.services import scan_options


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    environ["REDIS_URL"] = valkey.url
    return environ


def run(app: Flask, *arguments: str):  # type: ignore[no-untyped-def]
    return app.test_cli_runner().invoke(args=list(arguments))


def test_scan_prints_the_report(app: Flask, site: Site) -> None:
    done = run(app, "scan", site.url)
    assert done.exit_code == 0
    assert "How to grow tomatoes" in done.stdout
    assert "[sec.https]" in done.stdout
    steps = [line.split(":")[0] for line in done.stderr.splitlines()]
    assert steps[:4] == ["CRAWL", "PARSE", "ANALYZE", "GENERATE"]


def test_scan_prints_json_alone_on_standard_output(app: Flask, site: Site) -> None:
    report = json.loads(run(app, "scan", site.url, "--json").stdout)
    assert report["schema"] == 1
    assert report["scan"]["status"] == "FULL_READY"
    assert report["insights"]["source"] == "rules"


def test_scan_prints_lone_surrogates_and_nuls_replaced(app: Flask, site: Site) -> None:
    script = '<script type="application/ld+json">{"@type": "A\\ud800\\u0000"}</script>'
    site.pages["/odd"] = f"<title>Odd</title>{script}<p>hello"
    done = run(app, "scan", f"{site.url}/odd", "--json")
    assert done.exit_code == 0
    types = json.loads(done.stdout)["page"]["structured_data_types"]
    assert types == ["A\ufffd\ufffd"]


@pytest.mark.parametrize(
    ("url", "code"),
    [("http://10.0.0.1/", "blocked_address"), ("ftp://x", "bad_scheme")],
)
def test_scan_says_why_not(app: Flask, url: str, code: str) -> None:
    done = run(app, "scan", url)
    assert done.exit_code == 2
    assert code in done.stderr
    assert json.loads(run(app, "scan", url, "--json").stdout)["error"]["code"] == code


def test_scan_allows_a_network_by_hand(
    environ: dict[str, str], request: pytest.FixtureRequest, site: Site
) -> None:
    environ["SCAN_ALLOWED_NETWORKS"] = ""
    app: Flask = request.getfixturevalue("app")
    assert run(app, "scan", site.url).exit_code == 2
    assert run(app, "scan", site.url, "--allow", "127.0.0.0/8").exit_code == 0
    assert run(app, "scan", site.url, "--allow", "x").exit_code == 2


@pytest.mark.parametrize(
    ("url", "is_told"),
    [
        ("http://127.0.0.1:5001/", True),
        ("http://10.0.0.1/", True),
        ("http://localhost/", True),
        ("http://printer.local:8080/", True),
        ("http://[::1]/", True),
        ("ftp://127.0.0.1/", False),
        ("http://127.0.0.1:99999/", False),
        ("http://spelled..wrongly/", False),
    ],
)
def test_scan_says_how_to_allow_a_network_where_that_helps(
    environ: dict[str, str], request: pytest.FixtureRequest, url: str, is_told: bool
) -> None:
    environ["SCAN_ALLOWED_NETWORKS"] = ""
    done = run(request.getfixturevalue("app"), "scan", url)
    assert done.exit_code == 2
    assert ("--allow 127.0.0.0/8" in done.stderr) is is_told


def test_scan_asks_for_no_network_that_is_allowed(app: Flask) -> None:
    """Our own servers are refused whatever is allowed."""
    port = app.extensions["settings"].port
    done = run(app, "scan", f"http://127.0.0.1:{port}/")
    assert "blocked_address" in done.stderr
    assert "--allow" not in done.stderr


def test_doctor_says_what_to_do(app: Flask, valkey: Valkey) -> None:
    done = run(app, "doctor")
    assert done.exit_code == 1
    assert "db upgrade" in done.stdout
    valkey.client.config_set("maxmemory-policy", "allkeys-lru")
    assert "set noeviction" in run(app, "doctor").stdout
    valkey.kill()
    assert "does not answer" in run(app, "doctor").stdout


class TestRq:
    @pytest.fixture
    def queue(self, valkey: Valkey) -> Queue:
        return queues.get_queue("xenlixai_queue", valkey.client)

    @pytest.mark.parametrize(
        ("function", "word"),
        [("os.system", "ForbiddenFunction"), ("builtins.print", "ForbiddenFunction")],
    )
    def test_a_foreign_function_is_refused_and_the_worker_lives(
        self, app: Flask, queue: Queue, function: str, word: str
    ) -> None:
        queue.enqueue(function, "true", job_id="foreign")
        with app.app_context():
            from rq import SimpleWorker

            worker = SimpleWorker(
                [queue],
                connection=queue.connection,
                serializer=queues.SERIALIZER,
                job_class=queues.AllowListedJob,
            )
            assert worker.work(burst=True)
        job = queue.fetch_job("foreign")
        assert job is not None
        assert word in (job.latest_result().exc_string or "")

    def test_pickle_and_callbacks_are_refused(
        self, app: Flask, queue: Queue, valkey: Valkey
    ) -> None:
        queue.enqueue("worker.cleanup_expired_jobs", job_id="called-back")
        key = "rq:job:called-back"
        valkey.client.hset(key, "failure_callback_name", "os.system")
        job = queue.fetch_job("called-back")
        assert job is not None
        assert job.failure_callback is None
        with pytest.raises(ForbiddenFunction):
            _ = job.func
        valkey.client.hset(key, "data", b"\x80\x04cos\nsystem\n.")
        broken = queue.fetch_job("called-back")
        assert broken is not None
        with pytest.raises(DeserializationError):
            _ = broken.func_name

    def test_requeue_finds_our_queue(self, app: Flask, queue: Queue) -> None:
        done = run(app, "rq", "requeue", "--queue", "xenlixai_queue", "--all")
        assert done.exit_code == 0
        assert "Nothing to do" in done.output

    def test_a_worker_sets_the_models_environment_first(
        self, app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found: list[dict[str, str]] = []
        for name in MODEL_ENVIRONMENT:
            monkeypatch.setenv(name, "")  # so that it is as before after the test
            monkeypatch.delenv(name)
        monkeypatch.setattr(
            scan_options, "preload", lambda: found.append(dict(os.environ))
        )

        monkeypatch.setattr(rq_main, "main", lambda **_: None)

        done = run(app, "rq", "worker", "xenlixai_queue")

        assert done.exit_code == 0, done.output
        assert MODEL_ENVIRONMENT.items() <= found[0].items()


@pytest.mark.parametrize(
    ("queue", "told"),
    [("xenlixai_queue", "No such job"), ("nope", "There is no queue nope")],
)
def test_requeue_of_an_unknown_job_is_one_sentence(
    app: Flask, valkey: Valkey, queue: str, told: str
) -> None:
    done = run(app, "rq", "requeue", "--queue", queue, "nothing")
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert told in done.output
    valkey.kill()
    done = run(app, "rq", "requeue", "--queue", queue, "nothing")
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "Error: Redis does not answer" in done.stderr
