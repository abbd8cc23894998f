"""What an operator does to jobs: requeue, delete, empty. The scan's row comes first."""

from __future__ import annotations

import uuid

from redis import Redis
from rq import Queue
from rq.exceptions import NoSuchJobError
from rq.job import Job

from webapp import queues
from webapp.domain.queue_names import QUEUES
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import Scan
from webapp.queues import SERIALIZER, AllowListedJob
from webapp.services.current import settings
from webapp.services.dispatch import parse_job_id
from webapp.services.scan_actions import set_canceled


def connection() -> Redis:
    return queues.connect(settings(), fail_fast=True)


def find_queue(name: str) -> Queue:
    if name not in QUEUES:
        raise Refused("not_found", "There is no such queue.", status=404)
    return queues.get_queue(name, connection())


def fetch(job_id: str) -> Job:
    """The job. Raises RQ's ``NoSuchJobError``."""
    return AllowListedJob.fetch(job_id, connection=connection(), serializer=SERIALIZER)


def requeue(job_id: str) -> None:
    """Put a failed job back; its task sees that and starts the scan anew.

    Raises RQ's ``NoSuchJobError`` and ``InvalidJobOperation`` (it did not fail).
    """
    job = fetch(job_id)
    find_queue(job.origin).failed_job_registry.requeue(job)


def requeue_all(queue_name: str) -> int:
    """The same for all failed jobs of a queue; how many."""
    registry = find_queue(queue_name).failed_job_registry
    job_ids = registry.get_job_ids(cleanup=False)
    for job_id in job_ids:
        requeue(job_id)
    return len(job_ids)


def delete(job_id: str) -> None:
    """Cancel the scan that this job carries on, then delete the job. Deleting the job
    alone would help nothing: the reconciler would bring it back."""
    parsed = parse_job_id(job_id)
    if parsed:
        cancel_scan(*parsed)
    fetch(job_id).delete()


def cancel_scan(scan_id: uuid.UUID, delivery: int) -> None:
    scan = db.session.get(Scan, scan_id)
    if scan is not None and scan.delivery == delivery and scan.is_open:
        set_canceled(scan)


def empty(queue_name: str, registry_name: str) -> int:
    """Delete every job of a queue or one of its registries; how many."""
    queue = find_queue(queue_name)
    if registry_name == "started":
        sentence = "Jobs that run are not deleted: cancel their scans."
        raise Refused("not_possible", sentence, status=409)
    if registry_name == "queued":
        job_ids = queue.get_job_ids()
    else:
        registry = getattr(queue, f"{registry_name}_job_registry", None)
        if registry is None:
            raise Refused("not_found", "There is no such registry.", status=404)
        job_ids = registry.get_job_ids(cleanup=False)
    for job_id in job_ids:
        delete_quietly(job_id)
    return len(job_ids)


def delete_quietly(job_id: str) -> None:
    """One of many: a job that is gone already is what was wanted."""
    try:
        delete(job_id)
    except NoSuchJobError:
        return


def compact(queue_name: str) -> None:
    """Drop ids of jobs that no longer exist from a queue."""
    find_queue(queue_name).compact()  # type: ignore[no-untyped-call]
