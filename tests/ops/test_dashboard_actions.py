"""Requeue, delete, empty, compact: the scan's row decides, its job follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from rq.job import Job, JobStatus

from support.burst import work_off
from support.ended_jobs import fail, finish
from support.site import Site
from support.valkey import Valkey
from webapp.extensions import db
from webapp.models import Scan
from webapp.models.transactions import transactional
from webapp.queues import AllowListedJob, get_queue

QUEUE = "xenlixai_queue"

Press = Callable[[str], Any]
Submit = Callable[..., Scan]
JobOf = Callable[[Scan], Job]


def row(app: Flask, scan: Scan) -> Scan:
    with app.app_context():
        return db.session.get_one(Scan, scan.id)


def change(app: Flask, scan: Scan, **columns: Any) -> None:
    @transactional
    def write() -> None:
        found = db.session.get_one(Scan, scan.id)
        for name, value in columns.items():
            setattr(found, name, value)

    with app.app_context():
        write()


def ids(valkey: Valkey) -> list[str]:
    return get_queue(QUEUE, valkey.client).get_job_ids()


def test_requeue_runs_a_failed_scan_again(
    app: Flask, press: Press, submit: Submit, job_of: JobOf, site: Site, valkey: Valkey
) -> None:
    scan = submit(site.url + "/")
    fail(job_of(scan))
    change(app, scan, status="ERROR_CRAWL", error_code="timeout", tries=4)

    assert press(f"/rq/job/{job_of(scan).id}/requeue").status_code == 200

    assert ids(valkey) == [job_of(scan).id]
    with app.app_context():
        queue = get_queue(QUEUE, valkey.client)
        work_off(queue)
    assert row(app, scan).status == "TEASER_READY"


def test_requeue_of_what_did_not_fail(
    press: Press, submit: Submit, job_of: JobOf, valkey: Valkey
) -> None:
    job = job_of(submit())
    answer = press(f"/rq/job/{job.id}/requeue")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "not_possible")
    assert ids(valkey) == [job.id], "it is in the queue once"


def test_requeue_all(
    press: Press, submit: Submit, job_of: JobOf, valkey: Valkey
) -> None:
    jobs = [job_of(submit()) for _ in range(3)]
    for job in jobs:
        fail(job)
    valkey.client.delete(jobs[1].key)
    answer = press(f"/rq/requeue/{QUEUE}")
    assert answer.json == {"status": "OK", "count": 2}
    assert set(ids(valkey)) == {jobs[0].id, jobs[2].id}
    failed = get_queue(QUEUE, valkey.client).failed_job_registry
    assert failed.get_job_ids(cleanup=False) == []


def test_delete_cancels_a_waiting_scan(
    app: Flask, press: Press, submit: Submit, job_of: JobOf, valkey: Valkey
) -> None:
    scan, other = submit(), submit()
    job = job_of(scan)
    assert press(f"/rq/job/{job.id}/delete").status_code == 200
    assert row(app, scan).status == "CANCELED"
    assert row(app, other).status == "QUEUED"
    assert ids(valkey) == [job_of(other).id]
    assert not AllowListedJob.exists(job.id, valkey.client)


def test_delete_leaves_a_scan_that_a_later_job_carries_on(
    app: Flask, press: Press, submit: Submit, job_of: JobOf, valkey: Valkey
) -> None:
    scan = submit()
    job = job_of(scan)
    change(app, scan, delivery=2)
    assert press(f"/rq/job/{job.id}/delete").status_code == 200
    assert row(app, scan).status == "QUEUED"
    assert ids(valkey) == []


def test_delete_of_a_finished_job_leaves_its_scan(
    app: Flask, press: Press, submit: Submit, job_of: JobOf
) -> None:
    scan = submit()
    finish(job_of(scan))
    assert press(f"/rq/job/{job_of(scan).id}/delete").status_code == 200
    assert row(app, scan).status == "QUEUED"


def test_delete_of_a_running_scan_stops_it(
    app: Flask, press: Press, submit: Submit, job_of: JobOf, valkey: Valkey
) -> None:
    scan = submit()
    job = job_of(scan)
    job.set_status(JobStatus.STARTED)
    valkey.client.hset(job.key, "worker_name", "somebody")
    heard = valkey.client.pubsub()
    heard.subscribe("rq:pubsub:somebody")
    heard.get_message(timeout=2)
    assert press(f"/rq/job/{job.id}/delete").status_code == 200
    assert row(app, scan).status == "CANCELED"
    message = heard.get_message(timeout=2)
    heard.close()
    assert message is not None
    assert b"stop-job" in message["data"]
    assert AllowListedJob.exists(job.id, valkey.client), "its worker still writes to it"


def test_delete_of_another_job_that_runs(
    press: Press, enqueue: Callable[..., Job], valkey: Valkey
) -> None:
    job = enqueue()
    job.set_status(JobStatus.STARTED)
    assert press(f"/rq/job/{job.id}/delete").status_code == 409
    assert AllowListedJob.exists(job.id, valkey.client)


@pytest.mark.parametrize("action", ["delete", "requeue"])
def test_a_job_that_is_gone(press: Press, action: str) -> None:
    answer = press(f"/rq/job/no-such-job/{action}")
    assert (answer.status_code, answer.json["error"]["code"]) == (404, "no_such_job")


def test_emptying_a_queue_cancels_its_scans(
    app: Flask,
    press: Press,
    submit: Submit,
    enqueue: Callable[..., Job],
    valkey: Valkey,
) -> None:
    scans = [submit() for _ in range(3)]
    enqueue()
    valkey.client.rpush(f"rq:queue:{QUEUE}", "no-such-job", "scan-" + "-" * 36 + "-1")
    answer = press(f"/rq/queue/{QUEUE}/queued/empty")
    assert answer.json == {"status": "OK", "count": 6}
    assert ids(valkey) == []
    assert {row(app, scan).status for scan in scans} == {"CANCELED"}


def test_emptying_finished_jobs_leaves_their_scans(
    app: Flask, press: Press, submit: Submit, job_of: JobOf, valkey: Valkey
) -> None:
    scan = submit()
    finish(job_of(scan))
    assert press(f"/rq/queue/{QUEUE}/finished/empty").json["count"] == 1
    assert row(app, scan).status == "QUEUED"


def test_emptying_failed_jobs(press: Press, submit: Submit, job_of: JobOf) -> None:
    fail(job_of(submit()))
    assert press(f"/rq/queue/{QUEUE}/failed/empty").json["count"] == 1
    assert press(f"/rq/queue/{QUEUE}/failed/empty").json["count"] == 0


def test_what_runs_is_not_emptied(press: Press) -> None:
    answer = press(f"/rq/queue/{QUEUE}/started/empty")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "not_possible")


def test_compact_drops_ids_without_a_job(
    press: Press, submit: Submit, job_of: JobOf, valkey: Valkey
) -> None:
    assert press(f"/rq/queue/{QUEUE}/compact").json == {"status": "OK", "count": 0}
    job = job_of(submit())
    valkey.client.rpush(f"rq:queue:{QUEUE}", "no-such-job")
    assert press(f"/rq/queue/{QUEUE}/compact").json == {"status": "OK", "count": 1}
    assert ids(valkey) == [job.id]


def test_an_action_is_in_the_log(
    press: Press, operator: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        press(f"/rq/queue/{QUEUE}/compact")
    assert f"operator {operator.id}: POST /rq/queue/{QUEUE}/compact" in caplog.text
