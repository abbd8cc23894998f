"""Jobs that are doubled, of another version, or malformed."""

from __future__ import annotations

import itertools
import json
import time
import zlib
from pathlib import Path

from redis import Redis

from config import load_settings
from faults.fault import Fault
from faults.scene import WORKERS, Scene
from support.malformed_jobs import malformed_jobs, push
from support.stack import wait_for
from webapp import queues
from webapp.domain.queue_names import DEFAULT, HIGH
from webapp.queues.job import PROCESS_SCAN


def double_jobs(scene: Scene) -> None:
    """Fifty deliveries of one scan, under its job's name and under others."""
    client, settings = scene.redis(), load_settings(scene.stack.environ)
    for turn in range(10):
        scene.horse(WORKERS[turn % 2])
        running = scene.query(
            "SELECT id, delivery, queue, url FROM scans "
            "WHERE status = 'RUNNING' LIMIT 1",
        )
        for scan_id, delivery, queue, url in running:
            dashed = with_dashes(str(scan_id))
            client.rpush(f"rq:queue:{queue}", *[f"scan-{dashed}-{delivery}"] * 50)
            for number in range(10):
                queues.enqueue(
                    settings,
                    str(queue),
                    PROCESS_SCAN,
                    job_id=f"double-{turn}-{number}",
                    description="double",
                    scan_id=dashed,
                    url=str(url),
                    user_id=None,
                )
        time.sleep(1)


def with_dashes(scan_id: str) -> str:
    """SQLite keeps a UUID as 32 hexadecimal digits."""
    plain = scan_id.replace("-", "")
    cuts = (0, 8, 12, 16, 20, 32)
    return "-".join(plain[a:b] for a, b in itertools.pairwise(cuts))


def stop_workers(scene: Scene) -> None:
    for name in WORKERS:
        scene.stack.processes[name].terminate()
    for name in WORKERS:
        scene.stack.processes[name].wait(timeout=20)


def deploy_another_version(scene: Scene) -> None:
    """The jobs that wait were made by a version whose task, or its arguments, this one
    does not know."""
    stop_workers(scene)
    client = scene.redis()
    scene.expected |= {"foreign": "job_refused"}
    messages = (
        ["webapp.tasks.scan.process_scan_job_v2", None, [], {"scan_id": "x"}],
        [PROCESS_SCAN, None, [], {"scan_id": "x", "surprise": 1}],
    )
    for number in range(4):
        url = f"{scene.target.url}/quick/foreign-{number}"
        # Of one sender only the first would have a job in line.
        token = scene.stack.make_user(f"sender{number}@example.com")
        answer = scene.load.submit("foreign", url, True, token)
        assert answer.status == 202
        job_id = newest_job(client, HIGH)
        message = zlib.compress(json.dumps(messages[number // 2]).encode())
        client.hset(f"rq:job:{job_id}", "data", message)
    for name in WORKERS:
        scene.begin(name)
    time.sleep(5)


def newest_job(client: Redis, queue: str) -> str:
    """The load goes on meanwhile, but its jobs lie before ours or after: ours is the
    one that names a foreign page."""
    for raw in reversed(client.lrange(f"rq:queue:{queue}", 0, -1)):
        data = client.hget(f"rq:job:{raw.decode()}", "data")
        if b"/quick/foreign-" in zlib.decompress(data):
            return str(raw.decode())
    raise AssertionError("the job of the foreign page is not there")


def malform_jobs(scene: Scene) -> None:
    """Whatever somebody can write into Redis: refused, logged, nothing is run."""
    client = scene.redis()
    pwned = Path(scene.stack.folder) / "pwned"
    for round_number in range(3):
        for name, fields in malformed_jobs(pwned).items():
            push(client, DEFAULT, f"malformed-{round_number}-{name}", fields)
        client.rpush(f"rq:queue:{DEFAULT}", "no-hash", "not an id at all", b"\xff\xfe")
        time.sleep(4)
    wait_for(lambda: not client.llen(f"rq:queue:{DEFAULT}"), "they were read", 60)
    assert not pwned.exists(), "code from Redis was run"
    for name in WORKERS:
        assert scene.stack.processes[name].poll() is None, scene.stack.log(name)


FAULTS = (
    Fault(
        "F20",
        "fifty deliveries of one scan, ten times",
        "one runs, the others exit",
        double_jobs,
    ),
    Fault(
        "F29",
        "jobs of a version with another task or arguments",
        "dead letter with RQ's reason",
        deploy_another_version,
    ),
    Fault(
        "F30",
        "malformed jobs: no hash, no JSON, os.system, pickle, callbacks",
        "refused, no code run, workers live",
        malform_jobs,
    ),
)
