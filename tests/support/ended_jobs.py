"""Jobs in the state in which a worker leaves them behind."""

from __future__ import annotations

from typing import Any

from rq.job import Job, JobStatus
from rq.registry import FailedJobRegistry, FinishedJobRegistry
from rq.results import Result

from webapp.queues import get_queue


def fail(job: Job, text: str = "Traceback: it broke") -> None:
    """As a worker leaves a job behind that is out of retries."""
    get_queue(job.origin, job.connection).remove(job.id)
    job.set_status(JobStatus.FAILED)
    Result.create_failure(job, 3600, text)
    FailedJobRegistry(job.origin, job.connection).add(job, 3600)


def finish(job: Job, value: Any = "done") -> None:
    get_queue(job.origin, job.connection).remove(job.id)
    job.set_status(JobStatus.FINISHED)
    Result.create(job, Result.Type.SUCCESSFUL, 3600, return_value=value)
    FinishedJobRegistry(job.origin, job.connection).add(job, 3600)
