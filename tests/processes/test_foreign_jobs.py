"""Jobs that somebody wrote into Redis: refused, logged, and the worker lives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from config import load_settings
from processes.conftest import Client
from support.malformed_jobs import malformed_jobs, push
from support.site import Site
from support.stack import Stack, wait_for
from webapp import queues
from webapp.domain.queue_names import DEFAULT


def test_no_job_runs_what_is_not_ours(
    make_stack: Callable[..., Stack], site: Site, tmp_path: Path
) -> None:
    stack = make_stack()
    stack.start_all()
    redis = queues.connect(load_settings(stack.environ))
    jobs = malformed_jobs(tmp_path / "made")
    for name, fields in jobs.items():
        push(redis, DEFAULT, name, fields)
    redis.rpush(f"rq:queue:{DEFAULT}", "no-hash", "not an id at all", b"\xff\xfe")
    client = Client(stack.url)
    scan = client.wait([client.submit(site.url)])[0]
    assert scan["status"] == "TEASER_READY"

    wait_for(lambda: not redis.llen(f"rq:queue:{DEFAULT}"), "all were read")
    assert not (tmp_path / "made").exists(), "code from Redis was run"
    assert stack.processes["worker"].poll() is None
    log = stack.log("worker")
    for name in ("os-system", "a-method", "a-callback", "a-webhook"):
        assert f"job {name}: refused" in log
    redis.close()
