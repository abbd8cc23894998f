"""Workers that are told to stop while a scan is at work."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable

from honcho.manager import KILL_WAIT
from redis import Redis

from config import load_settings
from processes.conftest import Client, assert_stored_once
from support.pids import children, is_alive
from support.site import HTML, Answer, Site
from support.stack import Stack, wait_for
from webapp import create_app
from webapp.services import workers

MakeStack = Callable[..., Stack]


def submit(stack: Stack, site: Site, number: int) -> tuple[Client, list[str]]:
    client = Client(stack.url)
    return client, [client.submit(site.url + "/slow") for _ in range(number)]


def assert_all_ready(stack: Stack, client: Client, ids: list[str]) -> None:
    scans = client.wait(ids)
    assert {scan["status"] for scan in scans} == {"TEASER_READY"}
    assert_stored_once(stack, scans)


def test_a_stopped_worker_gives_its_scan_back_without_a_try(
    make_stack: MakeStack, slow_site: Site
) -> None:
    stack = make_stack(is_warm=False, STOP_GRACE_SECONDS="0")
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
    stack = make_stack(is_warm=False, STOP_GRACE_SECONDS="20")
    stack.start_all()
    client, ids = submit(stack, slow_site, 1)
    wait_for(lambda: client.scan(ids[0])["status"] == "RUNNING", "the claim")
    stack.kill("worker", signal.SIGTERM)
    scans = client.wait(ids, 5)
    assert (scans[0]["status"], scans[0]["attempt"]) == ("TEASER_READY", 1)


def hang() -> Answer:
    time.sleep(20)
    return 200, HTML, b""


def test_ctrl_c_with_the_usual_grace_is_over_before_honcho_kills(
    make_stack: MakeStack, site: Site
) -> None:
    """Everything is told at once, and nothing of the worker is left to be told of."""
    site.pages["/hangs"] = hang
    stack = make_stack(is_warm=False)
    stack.start_all()
    client = Client(stack.url)
    scan_id = client.submit(site.url + "/hangs")
    wait_for(lambda: client.scan(scan_id)["status"] == "RUNNING", "the claim")
    for kind in ("redis", "web", "scheduler", "worker"):
        stack.processes[kind].send_signal(signal.SIGINT)
    assert stack.processes["worker"].wait(KILL_WAIT) == 0
    assert "lease freed" in stack.log("worker")
    with create_app(load_settings(stack.environ)).app_context():
        assert workers.alive() == []


def test_ctrl_c_during_a_scan_looks_like_no_crash(
    make_stack: MakeStack, site: Site
) -> None:
    """honcho stops all at once, and Valkey is gone before the worker."""
    site.pages["/hangs"] = hang
    stack = make_stack(is_warm=False, STOP_GRACE_SECONDS="8")
    stack.start_all()
    client = Client(stack.url)
    scan_id = client.submit(site.url + "/hangs")
    wait_for(lambda: client.scan(scan_id)["status"] == "RUNNING", "the claim")
    stack.processes["worker"].send_signal(signal.SIGTERM)
    stack.kill("redis", signal.SIGTERM)
    wait_for(lambda: "lease freed" in stack.log("worker"), "the scan is given back")
    stack.processes["worker"].wait(20)
    assert "Traceback" not in stack.log("worker")


def test_a_stopped_worker_begins_no_other_page_of_a_site(
    make_stack: MakeStack, site: Site
) -> None:
    links = "".join(f'<a href="/{number}">{number}</a>' for number in range(6))

    def slow() -> Answer:
        time.sleep(0.8)
        return 200, HTML, links.encode()

    site.pages |= {f"/{number}": slow for number in range(6)}
    stack = make_stack(is_warm=False, STOP_GRACE_SECONDS="20")
    stack.start_all()
    client = Client(stack.url, token=stack.make_user())
    client.call("/api/v1/sites", {"url": site.url + "/0"})

    def asked_for() -> list[str]:
        return [path for path in site.requests if path[1:].isdigit()]

    wait_for(lambda: len(asked_for()) == 2, "a second page is asked for", 20)
    stack.processes["worker"].send_signal(signal.SIGTERM)
    assert stack.processes["worker"].wait(5) == 0
    assert len(asked_for()) == 2
    assert "killed horse" not in stack.log("worker")


def test_a_canceled_scan_frees_its_worker_and_counts_as_no_failure(
    make_stack: MakeStack, site: Site
) -> None:
    def hang() -> Answer:
        time.sleep(10)
        return 200, HTML, b""

    site.pages["/hang"] = hang
    stack = make_stack(is_warm=False)
    stack.start_all()
    client = Client(stack.url, token=stack.make_user())
    hanging = client.submit(site.url + "/hang")
    wait_for(lambda: client.scan(hanging)["status"] == "RUNNING", "the claim")
    horse = children(stack.processes["worker"].pid)[0]
    client.call(f"/api/v1/scans/{hanging}/cancel", {})
    wait_for(lambda: not is_alive(horse), "its work horse is gone", 5)
    following = client.submit(site.url)
    assert client.wait([following], 5, frozenset({"FULL_READY"}))
    assert client.scan(hanging)["status"] == "CANCELED"
    redis = Redis.from_url(load_settings(stack.environ).redis_url)
    assert redis.zcard("rq:failed:xenlixai_high") == 0
    # The same worker object went on, under its name.
    assert "unhandled exception" not in stack.log("worker")
