"""Each process as a user of its own who may do what it needs, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import NoPermissionError

from processes.conftest import Client, assert_stored_once
from support.site import HTML, Answer, Site
from support.stack import Stack, wait_for
from support.valkey import ROOT, url_for
from webapp import queues


@pytest.fixture
def stack(short_folder: Path) -> Iterator[Stack]:
    made = Stack(short_folder / "a", {}, has_acl=True)
    yield made
    made.stop()


def test_the_documented_users_can_do_all_that_is_needed(
    stack: Stack, site: Site
) -> None:
    """Scan, retry, cancel what runs, requeue, look at the queues."""
    stack.start_all()
    asked: list[str] = []

    def busy() -> Answer:
        asked.append("busy")
        return (503, HTML, b"") if len(asked) == 1 else (200, HTML, b"<h1>now</h1>")

    def hang() -> Answer:
        time.sleep(10)
        return 200, HTML, b""

    site.pages |= {"/busy": busy, "/hang": hang}
    client = Client(stack.url, token=stack.make_user())
    ids = [client.submit(site.url + path) for path in ("/", "/busy")]
    scans = client.wait(ids, end=frozenset({"FULL_READY"}))
    assert_stored_once(stack, scans)

    hanging = client.submit(site.url + "/hang")
    wait_for(lambda: client.scan(hanging)["status"] == "RUNNING", "the claim")
    client.call(f"/api/v1/scans/{hanging}/cancel", {})
    following = client.submit(site.url)
    assert client.wait([following], 8, frozenset({"FULL_READY"}))
    assert "0 jobs" in stack.flask("rq", "info")
    assert "ok" in stack.flask("doctor").lower()
    for name in ("web", "worker", "scheduler"):
        assert "NOPERM" not in stack.log(name)
        assert "no permissions" not in stack.log(name)


@pytest.mark.parametrize("user", ["web", "worker", "scheduler"])
def test_no_user_can_do_more(stack: Stack, user: str) -> None:
    stack.start("redis")
    client = Redis.from_url(url_for(user, stack.socket()))
    wait_for(lambda: queues.is_reachable(client), "Valkey is up")
    client.set("rq:own", 1)
    for command in (
        ("FLUSHALL",),
        ("KEYS", "*"),
        ("CONFIG", "GET", "dir"),
        ("SET", "somebody:elses", "1"),
        ("GET", "session"),
        ("SHUTDOWN",),
        ("ACL", "LIST"),
        ("SCRIPT", "FLUSH"),
    ):
        with pytest.raises(NoPermissionError):
            client.execute_command(*command)


def test_the_documented_file_closes_the_door_for_everybody_else() -> None:
    lines = (ROOT / "deploy/redis/users.acl").read_text().splitlines()
    assert lines[0] == "user default off"
    assert [line.split()[1] for line in lines[1:]] == ["web", "worker", "scheduler"]
