"""Kill what can be killed while scans are at work: each ends, each stored once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from processes.conftest import Client, assert_stored_once
from support.postgres import Postgres
from support.site import Site
from support.stack import Stack, children, is_alive, wait_for

MakeStack = Callable[..., Stack]
SHORT = {"SCAN_LEASE_SECONDS": "3", "LOG_FORMAT": "text"}


def submit(stack: Stack, site: Site, number: int) -> tuple[Client, list[str]]:
    client = Client(stack.url)
    return client, [client.submit(site.url + "/slow") for _ in range(number)]


def assert_all_ready(stack: Stack, client: Client, ids: list[str]) -> None:
    scans = client.wait(ids)
    assert {scan["status"] for scan in scans} == {"TEASER_READY"}
    assert_stored_once(stack, scans)


def horses(stack: Stack, name: str) -> list[int]:
    return children(stack.processes[name].pid)


@pytest.fixture(params=["sqlite", "postgresql"])
def stack(request: pytest.FixtureRequest, make_stack: MakeStack) -> Stack:
    environ = dict(SHORT)
    if request.param == "postgresql":
        postgres: Postgres = request.getfixturevalue("postgres")
        environ["DATABASE_URL"] = postgres.new_database()
        environ["SECRET_KEY"] = "a key for tests, long enough"
    made = make_stack(**environ)
    made.start_all(workers=2)
    return made


def test_a_killed_work_horse_loses_no_scan(stack: Stack, slow_site: Site) -> None:
    client, ids = submit(stack, slow_site, 6)
    for _ in range(2):
        pid = wait_for(lambda: horses(stack, "worker0"), "a work horse")[0]  # type: ignore[index]
        os.kill(pid, signal.SIGKILL)
    assert_all_ready(stack, client, ids)


def test_a_killed_worker_takes_its_horse_along_and_loses_no_scan(
    stack: Stack, slow_site: Site
) -> None:
    client, ids = submit(stack, slow_site, 6)
    pid = wait_for(lambda: horses(stack, "worker0"), "a work horse")[0]  # type: ignore[index]
    stack.kill("worker0")
    wait_for(lambda: not is_alive(pid), "the horse died", 5)
    assert_all_ready(stack, client, ids)


def test_valkey_killed_and_started_again_loses_no_scan(
    stack: Stack, slow_site: Site
) -> None:
    client, ids = submit(stack, slow_site, 6)
    wait_for(lambda: horses(stack, "worker0"), "a work horse")
    stack.kill("redis")
    ids += [client.submit(slow_site.url + "/slow")]
    stack.start("redis")
    assert_all_ready(stack, client, ids)
    for name in ("worker0", "worker1", "web", "scheduler"):
        assert stack.processes[name].poll() is None, stack.log(name)


def test_a_stopped_worker_gives_its_scan_back_without_a_try(
    make_stack: MakeStack, slow_site: Site
) -> None:
    stack = make_stack(STOP_GRACE_SECONDS="0")
    stack.start_all()
    client, ids = submit(stack, slow_site, 1)
    wait_for(lambda: client.scan(ids[0])["status"] == "RUNNING", "the claim")
    stack.kill("worker", signal.SIGTERM)
    stack.start("worker")
    assert_all_ready(stack, client, ids)
    assert "lease freed" in stack.log("worker")


def test_a_worker_told_to_stop_lets_a_short_job_finish(
    make_stack: MakeStack, slow_site: Site
) -> None:
    stack = make_stack(STOP_GRACE_SECONDS="20")
    stack.start_all()
    client, ids = submit(stack, slow_site, 1)
    wait_for(lambda: client.scan(ids[0])["status"] == "RUNNING", "the claim")
    stack.kill("worker", signal.SIGTERM)
    scans = client.wait(ids, 5)
    assert (scans[0]["status"], scans[0]["attempt"]) == ("TEASER_READY", 1)
