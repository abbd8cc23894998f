"""From a committed row to a job: the row is the outbox, the job only a hint."""

from __future__ import annotations

import re
import uuid

from webapp import queues
from webapp.models import Scan
from webapp.queues.job import PROCESS_SCAN
from webapp.services.current import settings

HEX = "[0-9a-f]"
JOB_ID = re.compile(
    rf"scan-({HEX}{{8}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{12}})-([0-9]{{1,9}})"
)


def job_id(scan_id: uuid.UUID, delivery: int) -> str:
    """``scan-<scan id>-<n>``: a delivery whose n is not the row's exits quietly."""
    return f"scan-{scan_id}-{delivery}"


def parse_job_id(text: str) -> tuple[uuid.UUID, int] | None:
    """The scan and the delivery that a job id names, or None for a foreign one."""
    match = JOB_ID.fullmatch(text)
    return (uuid.UUID(match[1]), int(match[2])) if match else None


def dispatch(scan: Scan, wait: float = 0) -> bool:
    """Enqueue a scan whose ``delivery`` was raised and committed, for ``wait`` seconds
    from now; True if confirmed."""
    return queues.enqueue(
        settings(),
        scan.queue,
        PROCESS_SCAN,
        job_id=job_id(scan.id, scan.delivery),
        description=f"scan {scan.id}",
        tries=scan.tries,
        wait=wait,
        scan_id=str(scan.id),
        url=scan.url,
        user_id=str(scan.user_id) if scan.user_id else None,
    )


def withdraw(job_id: str) -> None:
    """Take a scan's job away, best effort."""
    queues.withdraw(settings(), job_id)
