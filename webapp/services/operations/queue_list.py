"""Queues as operators see and steer them: who waits, what runs; clear one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from webapp.domain.queue_names import QUEUES
from webapp.domain.status import ScanStatus
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import OperatorSwitch, Scan
from webapp.models.clock import db_now
from webapp.services import switches
from webapp.services.audit_log import Operator
from webapp.services.operations import flow as flows
from webapp.services.operations import scan_bulk
from webapp.services.operations.flow import Flow
from webapp.services.operations.scan_bulk import CANCEL, Conditions, Done, Note

#: So many running scans are listed, those that have run longest.
MOST_RUNNING = 50
#: A lease that ran out this many seconds ago was taken back long since.
LONGEST_SILENCE = 86_400


@dataclass(frozen=True)
class QueueList:
    """``pauses`` tells who paused a queue and when."""

    flow: Flow
    running: list[Scan]
    pauses: dict[str, OperatorSwitch]


def look() -> QueueList:
    """The queues now."""
    # By the lease's index: a row that has ended, or that waits, holds none.
    held = Scan.lease_until > db_now(-LONGEST_SILENCE)
    chosen = select(Scan).where(held, Scan.status != ScanStatus.QUEUED)
    running = db.session.scalars(chosen.order_by(Scan.started_at).limit(MOST_RUNNING))
    pauses = switches.all_with(switches.PAUSED)
    return QueueList(flows.look(), list(running), pauses)


def clear(queue: str, by: Operator) -> Done:
    """Cancel the scans that wait in a queue. Nothing is deleted in Redis: jobs of a
    canceled scan exit quietly. Raises ``Refused`` (404)."""
    if queue not in QUEUES:
        raise Refused("not_found", "There is no such queue.", status=404)
    waiting: Conditions = [
        Scan.finished_at.is_(None),
        Scan.queue == queue,
        Scan.status == ScanStatus.QUEUED,
    ]
    return scan_bulk.act(CANCEL, waiting, Note(by, "queue.clear", queue))
