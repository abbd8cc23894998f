"""Start in any order, stop in time, side by side."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from processes.conftest import Client
from support.pids import processes_of
from support.site import Site
from support.stack import BIN, ROOT, Stack, wait_for
from support.valkey import HAS_ACL

MakeStack = Callable[..., Stack]
OUR_VALKEY = pytest.mark.skipif(
    HAS_ACL, reason="with TEST_REDIS_ACL a bare Valkey stands for our redis process"
)


def test_honcho_starts_all_and_ctrl_c_stops_all(
    make_stack: MakeStack, site: Site
) -> None:
    stack = make_stack(is_warm=False)
    stack.environ["PATH"] = f"{BIN}:{stack.environ['PATH']}"
    with (stack.folder / "web.log").open("wb") as log:
        honcho = subprocess.Popen(
            [sys.executable, "-m", "honcho", "start"],
            cwd=ROOT,
            env={**stack.environ, "PYTHONUNBUFFERED": "1"},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    stack.processes["honcho"] = honcho
    wait_for(stack.is_ready, "ready under honcho", 60)
    client = Client(stack.url)
    client.wait([client.submit(site.url)])
    started = time.monotonic()
    os.killpg(honcho.pid, signal.SIGINT)
    honcho.wait(timeout=20)
    assert time.monotonic() - started < 8
    wait_for(lambda: not processes_of(stack.folder / "var"), "no process left", 2)


def test_the_processes_start_in_any_order(make_stack: MakeStack, site: Site) -> None:
    stack = make_stack(is_warm=False)
    stack.start("worker")
    stack.start("scheduler")
    time.sleep(2)
    stack.upgrade()
    stack.start("web")
    client = Client(stack.url)
    wait_for(lambda: "No operator yet" in stack.log("web"), "web is up")
    accepted = client.submit(site.url)
    time.sleep(1)
    stack.start("redis")
    assert client.wait([accepted])[0]["status"] == "TEASER_READY"


def test_two_copies_run_side_by_side(make_stack: MakeStack, site: Site) -> None:
    first, second = (make_stack(name, is_warm=False) for name in "ab")
    first.start_all()
    second.start_all()
    one, two = Client(first.url), Client(second.url)
    ids = one.submit(site.url), two.submit(site.url)
    assert one.wait([ids[0]])[0]["status"] == "TEASER_READY"
    assert two.wait([ids[1]])[0]["status"] == "TEASER_READY"
    assert one.call("/api/v1/scans")["total"] == 0


@OUR_VALKEY
def test_a_second_valkey_in_one_folder_says_why_not(make_stack: MakeStack) -> None:
    stack = make_stack(is_warm=False)
    stack.start("redis")
    wait_for(lambda: (stack.folder / "var/valkey.sock").exists(), "Valkey is up")
    second = stack.start("redis", "again")
    assert second.wait(timeout=20) == 1
    assert "already runs in this folder" in stack.log("again")
    assert f"held by process {stack.processes['redis'].pid})" in stack.log("again")


@OUR_VALKEY
def test_a_malformed_setting_stops_the_start_with_its_name(
    make_stack: MakeStack,
) -> None:
    stack = make_stack(is_warm=False, SCAN_JOB_TIMEOUT="soon")
    for kind in ("upgrade", "web", "worker", "scheduler", "redis"):
        assert stack.start(kind).wait(timeout=30) != 0
        assert "SCAN_JOB_TIMEOUT" in stack.log(kind)
        assert "Traceback" not in stack.log(kind)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_process_that_waits_for_its_database_ends_when_told(
    make_stack: MakeStack, number: signal.Signals
) -> None:
    kinds = ("scheduler", "worker", "web")
    stack = make_stack(is_warm=False)
    for kind in kinds:
        stack.start(kind)
    for kind in kinds:
        wait_for(lambda k=kind: "waiting" in stack.log(k), f"{kind} waits", 30)
        stack.processes[kind].send_signal(number)
    for kind in kinds:
        stack.processes[kind].wait(timeout=3)
        assert "Traceback" not in stack.log(kind)
