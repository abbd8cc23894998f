"""What an operator does to jobs. The row comes first: cancel the scan, then the job.

A job that vanished alone would come back, since the scheduler enqueues again whatever
an open row misses.
"""

from __future__ import annotations

from collections.abc import Iterator

from rq.command import send_stop_job_command
from rq.exceptions import InvalidJobOperation, NoSuchJobError
from rq.job import Job, JobStatus

from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import Scan
from webapp.models.transactions import transactional
from webapp.queues import SERIALIZER, AllowListedJob, get_queue
from webapp.services import jobs, scan_actions
from webapp.services.dispatch import parse_job_id

#: Rows canceled in one transaction, and jobs that one request deals with at most.
BATCH = 500
MOST = 1000
#: A job in one of these is over: whatever its scan does, it does without it.
OVER = ("finished", "canceled")


def requeue(job_id: str) -> None:
    """Put a failed job back; its scan, if it ended in an error, then starts anew.

    Raises ``NoSuchJobError``, ``InvalidJobOperation`` where it did not fail.
    """
    connection = jobs.connection()
    job = AllowListedJob.fetch(job_id, connection, SERIALIZER)
    get_queue(job.origin, connection).failed_job_registry.requeue(job)


def requeue_all(queue: str) -> int:
    """Every failed job of this queue that still can be; how many."""
    done = 0
    for job_id in jobs.job_ids(queue, "failed", length=MOST):
        try:
            requeue(job_id)
            done += 1
        except NoSuchJobError:
            forget(job_id, queue, "failed")
        except (InvalidJobOperation, ValueError):
            continue  # somebody else did it, or nobody can read it
    return done


def delete(job_id: str) -> None:
    """Cancel the scan whose job this is, if it is open, and take the job away."""
    job = jobs.fetch(job_id)
    if job.get_status() not in OVER:
        cancel_scans([job_id])
    take_away(job)


def empty(queue: str, place: str) -> int:
    """The same for all jobs in a queue or registry, but what runs; how many went."""
    if place == jobs.STARTED:
        sentence = "These jobs are running: delete them one by one to stop them."
        raise Refused("not_possible", sentence, status=409)
    gone = 0
    for batch in batches(jobs.job_ids(queue, place, length=MOST)):
        if place not in OVER:
            cancel_scans(batch)
        gone += sum(1 for job_id in batch if take_off(job_id, queue, place))
    return gone


def take_off(job_id: str, queue: str, place: str) -> bool:
    """Take one job of a place away; False where it began to run in this moment."""
    try:
        take_away(jobs.fetch(job_id))
    except (NoSuchJobError, ValueError):
        forget(job_id, queue, place)
    except (InvalidJobOperation, Refused):
        return False
    return True


def compact(queue: str) -> int:
    """Take ids whose job is gone off the queue's list; how many."""
    client = jobs.connection()
    ids = jobs.job_ids(queue, jobs.QUEUED)
    gone = [job_id for job_id in ids if not AllowListedJob.exists(job_id, client)]
    for job_id in gone:
        forget(job_id, queue, jobs.QUEUED)
    return len(gone)


@transactional
def cancel_scans(job_ids: list[str]) -> None:
    """Cancel the open scans that wait for these deliveries."""
    for job_id in job_ids:
        named = parse_job_id(job_id)
        if named is None:
            continue
        scan = db.session.get(Scan, named[0], populate_existing=True)
        if scan is not None and scan.delivery == named[1]:
            scan_actions.set_canceled(scan)


def take_away(job: Job) -> None:
    """Delete a job; one that runs is stopped, which RQ records as a failure."""
    if job.get_status() != JobStatus.STARTED:
        job.delete()
        return
    if parse_job_id(job.id) is None:
        raise Refused("not_possible", "This job is running.", status=409)
    send_stop_job_command(job.connection, job.id, jobs.ReadableSerializer)


def forget(job_id: str, queue: str, place: str) -> None:
    """Remove an id that leads nowhere."""
    if place == jobs.QUEUED:
        get_queue(queue, jobs.connection()).remove(job_id)
    else:
        jobs.registry(queue, place).remove(job_id)


def batches(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
