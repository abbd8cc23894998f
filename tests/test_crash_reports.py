"""Crash reports: real processes report to a server that speaks Sentry's protocol."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config import load_settings
from support import stack as stacks
from support.sentry_server import SentryServer
from support.site import Site
from support.stack import ROOT, Stack, wait_for
from webapp import queues
from webapp.domain.version import VERSION

#: gunicorn with a view that fails as none of ours should.
BROKEN_WEB = """
import sys
from gunicorn.app.wsgiapp import run
from webapp.services import check_catalogue

def broken():
    page_text = "the text of a page"
    raise ValueError(f"cannot read {page_text}")

check_catalogue.whole = broken
sys.argv = ["gunicorn", "-c", "python:webapp.processes.web", "webapp:create_app()"]
run()
"""


@pytest.fixture
def sentry() -> Iterator[SentryServer]:
    server = SentryServer()
    yield server
    server.close()


@pytest.fixture
def stack(
    short_folder: Path, sentry: SentryServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stack]:
    command = [sys.executable, "-c", BROKEN_WEB]
    monkeypatch.setitem(stacks.COMMANDS, "broken web", command)
    made = Stack(
        short_folder / "a",
        {"SENTRY_DSN": sentry.dsn, "RETRY_SECONDS": "600 600 600"},
        has_acl=False,
    )
    yield made
    made.stop()


def web_answers(stack: Stack) -> bool:
    try:
        urllib.request.urlopen(stack.url + "/healthz", timeout=2).close()
    except OSError:
        return False
    return True


def events_of(sentry: SentryServer, kind: str, count: int = 1) -> list[dict[str, Any]]:
    """The events of an error's type, once so many have arrived."""

    def found() -> list[dict[str, Any]]:
        return [event for event in sentry.events if type_of(event) == kind]

    wait_for(lambda: len(found()) >= count, f"{count} of {kind}", 60)
    return found()


def type_of(event: dict[str, Any]) -> str:
    values = event.get("exception", {}).get("values", [{}])
    return str(values[-1].get("type", "")).rpartition(".")[2]


def test_an_error_in_a_view_arrives_without_what_the_person_sent(
    stack: Stack, sentry: SentryServer
) -> None:
    stack.upgrade()
    stack.start("broken web", "web")
    wait_for(lambda: web_answers(stack), "the web process answers", 60)
    request = urllib.request.Request(
        stack.url + "/checks?token=query-secret",
        headers={
            "Cookie": "xenlix=cookie-secret",
            "Authorization": "Bearer bearer-secret",
            "X-Forwarded-For": "203.0.113.9",
        },
    )
    with pytest.raises(urllib.error.HTTPError) as failed:
        urllib.request.urlopen(request, timeout=20)
    request_id = failed.value.headers["X-Request-ID"]
    failed.value.close()

    (event,) = events_of(sentry, "ValueError")
    assert event["release"] == VERSION
    assert event["environment"] == "development"
    assert event["transaction"] == "checks.index"
    assert event["tags"] == {"process": "web", "request_id": request_id}
    assert event["request"] == {"method": "GET"}
    frame = event["exception"]["values"][-1]["stacktrace"]["frames"][-1]
    assert (frame["function"], "vars" in frame) == ("broken", False)
    for secret in (b"-secret", b"the text of a page", b"203.0.113.9"):
        assert secret not in sentry.raw
    assert sentry.other_types == []
    assert "ValueError: cannot read the text of a page" in stack.log("web")


def test_errors_of_jobs_arrive_before_their_work_horse_ends(
    stack: Stack, sentry: SentryServer, site: Site
) -> None:
    path = "/poison/raise/1?key=target-secret"
    site.pages[path] = site.good_page()
    stack.start("redis")
    stack.upgrade()
    token = stack.make_user()
    stack.start("web")
    stack.start("faulty worker", "worker")
    wait_for(lambda: web_answers(stack), "the web process answers", 60)
    body = json.dumps({"url": site.url + path})
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    request = urllib.request.Request(
        stack.url + "/api/v1/scans", body.encode(), headers
    )
    urllib.request.urlopen(request, timeout=20).close()

    (event,) = events_of(sentry, "LocalError")
    scan_id = event["tags"]["scan_id"]
    assert f"scan {scan_id}: attempt 1 failed" in stack.log("worker")
    assert event["tags"]["process"] == "worker"
    assert event["tags"]["job"] == f"scan-{scan_id}-1"
    assert event["release"] == VERSION
    # no scan, and no try left: it is told by RQ's integration
    redis = queues.connect(load_settings(stack.environ))
    queue = queues.get_queue("xenlixai_maintenance", redis)
    job = queue.enqueue(queues.job.RESET_MAIL, user_id="no id")
    redis.close()
    (event,) = events_of(sentry, "ValueError")
    assert event["tags"] == {"process": "worker", "job": job.id}
    for secret in (b"target-secret", b"><img", b"tomato", token.encode()):
        assert secret not in sentry.raw
    told = f"WARNING rq.worker: job scan-{scan_id}-1: scan {scan_id}: attempt 1"
    assert told in stack.log("worker")
    assert {type_of(event) for event in sentry.events} == {"LocalError", "ValueError"}


def test_nothing_of_sentry_is_loaded_where_it_is_off(tmp_path: Path) -> None:
    program = (
        "import sys; from webapp import create_app; create_app(); "
        "create_app(is_worker=True); sys.exit('sentry_sdk' in sys.modules)"
    )
    environ = {"PATH": "/usr/bin:/bin", "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, env=environ, timeout=60, check=False)
    assert done.returncode == 0


FORKS = """
import os, sys
import sentry_sdk
from webapp import create_app

create_app(is_worker=True)
before = sentry_sdk.get_client()
pid = os.fork()
if not pid:
    found = sentry_sdk.get_client()
    os._exit(found is before or not found.is_active())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""


def test_a_forked_process_shares_no_connection_with_its_parent(tmp_path: Path) -> None:
    environ = {"PATH": "/usr/bin:/bin", "VAR_DIR": str(tmp_path)}
    environ["SENTRY_DSN"] = "http://key@127.0.0.1:9/1"
    command = [sys.executable, "-c", FORKS]
    done = subprocess.run(command, cwd=ROOT, env=environ, timeout=60, check=False)
    assert done.returncode == 0
