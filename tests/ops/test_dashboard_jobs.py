"""What the dashboard reads from Redis: never code, never a 500, whatever lies there."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from rq.executions import Execution
from rq.job import Job, JobStatus

from support.ended_jobs import fail, finish
from support.valkey import Valkey

QUEUE = "xenlixai_queue"

Enqueue = Callable[..., Job]


class Payload:
    """Whoever unpickles it creates a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return Path.touch, (self.path,)


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    return tmp_path / "somebody-unpickled"


def poison(valkey: Valkey, job: Job, trap: Path) -> None:
    evil = pickle.dumps(Payload(trap))
    valkey.client.hset(job.key, mapping={"data": evil, "meta": evil, "result": evil})


def busy_worker(valkey: Valkey, job: Job) -> None:
    """A worker's keys as RQ writes them, with a job at work."""
    key = "rq:worker:w1"
    state = {"birth": "2026-01-01T00:00:00Z", "queues": QUEUE, "state": "busy"}
    valkey.client.sadd("rq:workers", key)
    valkey.client.hset(key, mapping=state)
    with valkey.client.pipeline() as pipe:
        Execution.create(job, 600, pipe, worker_name="w1")
        pipe.execute()


def test_a_job(olga: FlaskClient, enqueue: Enqueue) -> None:
    job = enqueue(description="the clean-up", meta={"n": 1})
    assert job.id in olga.get(f"/rq/0/view/job/{job.id}").text
    shown = olga.get(f"/rq/0/data/job/{job.id}.json").json
    assert shown["description"] == "the clean-up"
    assert shown["status"] == "queued"
    assert shown["origin"] == QUEUE
    assert shown["metadata"] == '{"n": 1}'
    assert shown["result"] is None


def test_a_result_and_a_failure(olga: FlaskClient, enqueue: Enqueue) -> None:
    good, bad = enqueue(), enqueue()
    finish(good, {"pages": 3})
    fail(bad, "Traceback: no luck")
    assert olga.get(f"/rq/0/data/job/{good.id}.json").json["result"] == {"pages": 3}
    assert olga.get(f"/rq/0/data/job/{bad.id}.json").json["exc_info"].endswith("luck")


def test_dependencies(olga: FlaskClient, enqueue: Enqueue) -> None:
    first = enqueue()
    job = enqueue(depends_on=first)
    shown = olga.get(f"/rq/0/data/job/{job.id}.json").json
    assert shown["depends_on"] == [first.id]
    assert shown["depends_on_status"] == ["active"]


@pytest.mark.parametrize(
    "path",
    [
        "/rq/0/view/job/{id}",
        "/rq/0/data/job/{id}.json",
        f"/rq/0/data/jobs/{QUEUE}/queued/8/asc/1.json",
        f"/rq/0/data/jobs/{QUEUE}/queued/8/dsc/1.json",
        "/rq/0/data/workers.json",
        "/rq/0/view/workers",
    ],
)
def test_nothing_is_ever_unpickled(
    olga: FlaskClient, enqueue: Enqueue, valkey: Valkey, trap: Path, path: str
) -> None:
    job = enqueue()
    poison(valkey, job, trap)
    busy_worker(valkey, job)
    answer = olga.get(path.format(id=job.id))
    assert answer.status_code == 200
    assert not trap.exists()


@pytest.mark.parametrize("action", ["requeue", "delete"])
def test_no_action_unpickles(
    press: Any, enqueue: Enqueue, valkey: Valkey, trap: Path, action: str
) -> None:
    job = enqueue()
    fail(job)
    poison(valkey, job, trap)
    assert press(f"/rq/job/{job.id}/{action}").status_code == 200
    assert not trap.exists()


def test_a_busy_worker(olga: FlaskClient, enqueue: Enqueue, valkey: Valkey) -> None:
    job = enqueue()
    busy_worker(valkey, job)
    [worker] = olga.get("/rq/0/data/workers.json").json["workers"]
    assert (worker["name"], worker["state"]) == ("w1", "busy")
    assert worker["current_job"]["job_id"] == job.id
    assert "cleanup_expired_jobs()" in worker["current_job"]["call_string"]


def test_a_worker_whose_job_was_deleted(
    olga: FlaskClient, enqueue: Enqueue, valkey: Valkey
) -> None:
    job = enqueue()
    busy_worker(valkey, job)
    valkey.client.delete(job.key)
    [worker] = olga.get("/rq/0/data/workers.json").json["workers"]
    assert worker["current_job"] == "idle"


@pytest.mark.parametrize("order", ["asc", "dsc"])
@pytest.mark.parametrize("place", ["queued", "failed"])
def test_pages_hold_each_job_once(
    olga: FlaskClient, enqueue: Enqueue, place: str, order: str
) -> None:
    names = [f"job-{n}" for n in range(7)]
    for name in names:
        job = enqueue(job_id=name)
        if place == "failed":
            fail(job)
    seen = []
    for number in (1, 2, 3):
        path = f"/rq/0/data/jobs/{QUEUE}/{place}/3/{order}/{number}.json"
        seen += [job["id"] for job in olga.get(path).json["jobs"]]
    assert sorted(seen) == names
    beyond = f"/rq/0/data/jobs/{QUEUE}/{place}/3/{order}/9.json"
    assert olga.get(beyond).json["jobs"] == []


def test_looking_changes_nothing(
    olga: FlaskClient, enqueue: Enqueue, valkey: Valkey
) -> None:
    job = enqueue()
    job.set_status(JobStatus.STARTED)
    valkey.client.rpush(f"rq:queue:{QUEUE}", "no-such-job")
    valkey.client.zadd(f"rq:wip:{QUEUE}", {f"{job.id}:gone": 1})
    keys = ("queue", "wip", "failed")
    before = [valkey.client.dump(f"rq:{key}:{QUEUE}") for key in keys]
    for place in ("queued", "started", "failed"):
        olga.get(f"/rq/0/data/jobs/{QUEUE}/{place}/8/asc/1.json")
    olga.get("/rq/0/data/queues.json")
    olga.get(f"/rq/0/data/job/{job.id}.json")
    after = [valkey.client.dump(f"rq:{key}:{QUEUE}") for key in keys]
    assert after == before


def test_a_job_of_nonsense_hides_no_other(
    olga: FlaskClient, press: Any, enqueue: Enqueue, valkey: Valkey
) -> None:
    bad, good = enqueue(), enqueue()
    valkey.client.hset(bad.key, mapping={"status": "???", "created_at": "yesterday"})
    path = f"/rq/0/data/jobs/{QUEUE}/queued/8/asc/1.json"
    assert [job["id"] for job in olga.get(path).json["jobs"]] == [good.id]
    answer = olga.get(f"/rq/0/data/job/{bad.id}.json")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "unreadable_job")
    assert press(f"/rq/job/{bad.id}/delete").status_code == 409
    assert press(f"/rq/queue/{QUEUE}/queued/empty").status_code == 200
