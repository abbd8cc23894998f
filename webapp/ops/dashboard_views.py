"""Views that take the place of rq-dashboard's where those unpickle, fail or lose jobs.

They answer in its form, so its pages do not notice.
"""

from __future__ import annotations

import json
import logging
from typing import Any

from flask import jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from redis import Redis
from rq import Worker
from rq.exceptions import DeserializationError, NoSuchJobError
from rq.job import Job
from rq.worker import BaseWorker
from rq_dashboard import web

from webapp.ops.acting import acting_operator
from webapp.queues import AllowListedJob
from webapp.services import audit_log, job_actions, jobs

log = logging.getLogger(__name__)


def job_view(instance_number: int, job_id: str) -> str:
    job = jobs.fetch(job_id)
    return render_template(
        "rq_dashboard/job.html",
        current_instance=instance_number,
        id=job.id,
        rq_url_prefix=url_for("rq_dashboard.queues_overview"),
        rq_dashboard_version=web.rq_dashboard_version,
        rq_version=web.rq_version,
        enable_delete=True,
    )


def job_info(instance_number: int, job_id: str) -> ResponseReturnValue:
    job = jobs.fetch(job_id)
    latest = job.latest_result()
    shown = {
        **web.serialize_job(job),
        "enqueued_at": web.serialize_date(job.enqueued_at),
        "origin": job.origin,
        "status": job.get_status(),
        "result": latest.return_value if latest else None,
        "metadata": json.dumps(job.meta),
    }
    if job.dependency_ids:
        ids = [text.rpartition(":")[2] for text in job.dependency_ids]
        shown["depends_on"] = ids
        shown["depends_on_status"] = [
            "active" if AllowListedJob.exists(name, job.connection) else "expired"
            for name in ids
        ]
    return jsonify(shown)


def page_of_jobs(
    queue: str, place: str, offset: int, per_page: int, order: str, _: Redis
) -> tuple[int, list[dict[str, Any]]]:
    """In place of the dashboard's: how many there are, and the jobs of one page."""
    total = jobs.count(queue, place)
    if order == "dsc":
        end = max(0, total - offset)
        start, per_page = max(0, end - per_page), min(per_page, end)
    else:
        start = offset
    ids = jobs.job_ids(queue, place, start, per_page) if per_page else []
    if order == "dsc":
        ids.reverse()
    return total, [web.serialize_job(job) for job in jobs.fetch_all(ids)]


def list_workers(instance_number: int) -> ResponseReturnValue:
    found = Worker.all(
        connection=jobs.connection(),
        job_class=AllowListedJob,
        serializer=jobs.ReadableSerializer,
    )
    workers = [worker_json(worker) for worker in found]
    workers.sort(key=lambda worker: (worker["state"], worker["name"]))
    return jsonify({"workers": workers})


def worker_json(worker: BaseWorker) -> dict[str, Any]:
    try:
        current = worker.get_current_job()
    except NoSuchJobError:
        current = None
    return {
        "name": worker.name,
        "queues": worker.queue_names(),
        "state": str(worker.get_state()),
        "current_job": current_job_json(current) if current else "idle",
        "version": worker.version,
        "python_version": worker.python_version,
    }


def current_job_json(job: Job) -> dict[str, Any]:
    try:
        call = job.get_call_string()
    except DeserializationError:
        call = job.description
    return {
        "job_id": job.id,
        "description": job.description,
        "created_at": web.serialize_date(job.created_at),
        "call_string": call,
    }


def delete_job_view(job_id: str) -> ResponseReturnValue:
    note("rq.delete", jobs.fetch(job_id).id)
    job_actions.delete(job_id)
    return jsonify({"status": "OK"})


def requeue_job_view(job_id: str) -> ResponseReturnValue:
    note("rq.requeue", jobs.fetch(job_id).id)
    job_actions.requeue(job_id)
    return jsonify({"status": "OK"})


def requeue_all(queue_name: str) -> ResponseReturnValue:
    note("rq.requeue_all", queue_name, at_most(queue_name, "failed"))
    return jsonify({"status": "OK", "count": job_actions.requeue_all(queue_name)})


def empty_queue(queue_name: str, registry_name: str) -> ResponseReturnValue:
    number = at_most(queue_name, registry_name)
    note("rq.empty", f"{queue_name}, {registry_name}", number)
    count = job_actions.empty(queue_name, registry_name)
    return jsonify({"status": "OK", "count": count})


def compact_queue(queue_name: str) -> ResponseReturnValue:
    # How many of its ids lead nowhere, only the action itself finds out.
    note("rq.compact", queue_name, 0)
    return jsonify({"status": "OK", "count": job_actions.compact(queue_name)})


def at_most(queue: str, place: str) -> int:
    """How many jobs one request deals with."""
    return min(jobs.count(queue, place), job_actions.MOST)


def note(action: str, target: str, number: int = 1) -> None:
    """Who does what, in the audit log and the log, before it is done: Redis knows of
    no transaction that could hold both."""
    by = acting_operator()
    audit_log.record_alone(by, action, target, number=number)
    log.info("operator %s: POST %s", by.user_id, request.path)


#: By the names of the package's views.
OWN = {
    view.__name__: view
    for view in (
        job_view,
        job_info,
        list_workers,
        delete_job_view,
        requeue_job_view,
        requeue_all,
        empty_queue,
        compact_queue,
    )
}
