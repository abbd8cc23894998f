"""The scan task."""

from __future__ import annotations

import uuid

from rq import get_current_job

from webapp.services import deliveries


def process_scan_job(scan_id: str, url: str, user_id: str | None = None) -> str:
    """Run one delivery of a scan: a UUID's text. The row decides what is done: ``url``
    and ``user_id`` are there for people who look at the job."""
    job = get_current_job()
    if job is None:
        raise RuntimeError("process_scan_job runs as an RQ job: enqueue it")
    return deliveries.execute(job, uuid.UUID(scan_id))
