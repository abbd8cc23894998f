"""Jobs that somebody wrote into Redis: refused, logged, and the worker lives."""

from __future__ import annotations

import time
from pathlib import Path

from config import load_settings
from processes.conftest import Client
from support.malformed_jobs import malformed_jobs, push
from support.site import HTML, Answer, Site
from support.stack import Stack, wait_for
from webapp import queues
from webapp.domain.queue_names import DEFAULT


def test_no_job_runs_what_is_not_ours(
    running: Stack, site: Site, tmp_path: Path
) -> None:
    redis = queues.connect(load_settings(running.environ))
    jobs = malformed_jobs(tmp_path / "made")
    for name, fields in jobs.items():
        push(redis, DEFAULT, name, fields)
    redis.rpush(f"rq:queue:{DEFAULT}", "no-hash", "not an id at all", b"\xff\xfe")
    client = Client(running.url)
    scan = client.wait([client.submit(site.url)])[0]
    assert scan["status"] == "TEASER_READY"

    wait_for(lambda: not redis.llen(f"rq:queue:{DEFAULT}"), "all were read")
    assert not (tmp_path / "made").exists(), "code from Redis was run"
    assert running.processes["worker"].poll() is None
    log = running.log("worker")
    for name in ("os-system", "a-method", "a-callback", "a-webhook"):
        assert f"job {name}: refused" in log
    redis.close()


def test_no_message_ends_or_deafens_a_worker(running: Stack, site: Site) -> None:
    """RQ's workers obey *shutdown* from whoever can publish, and a message that is no
    JSON ends their listening for good."""
    redis = queues.connect(load_settings(running.environ))
    for kind in ("wip", "scheduled", "failed", "finished", "deferred", "canceled"):
        for due in (1, time.time() + 3600):
            redis.zadd(f"rq:{kind}:{DEFAULT}", {b"\xff\xfe:" + str(due).encode(): due})
    (channel,) = redis.pubsub_channels("rq:pubsub:*")
    for message in (b"\xff", b"{", b"[1]", b"{}", b'{"command": "shutdown"}'):
        assert redis.publish(channel, message) == 1
    answered: list[str] = []

    def hang() -> Answer:
        time.sleep(15)
        answered.append("/hang")
        return 200, HTML, b""

    site.pages["/hang"] = hang
    client = Client(running.url, token=running.make_user())
    first = client.submit(site.url + "/hang")
    wait_for(lambda: client.scan(first)["status"] == "RUNNING", "the claim")
    client.call(f"/api/v1/scans/{first}/cancel", {})
    second = client.submit(site.url)
    ended = client.wait([second], end=frozenset({"FULL_READY"}))
    assert ended[0]["status"] == "FULL_READY"
    assert not answered, "the worker did not hear of the cancel"
    assert running.processes["worker"].poll() is None
    assert running.processes["scheduler"].poll() is None
    redis.close()
