"""Workers as operators see and steer them, from their heartbeat rows: RQ's own
registry forgets workers when Redis loses its data."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import Scan, WorkerHeartbeat
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.audit_log import Operator, record
from webapp.services.dispatch import parse_job_id
from webapp.services.operations.flow import QUIET_SECONDS

#: More than this many are cut off, with a word.
MOST = 500


@dataclass(frozen=True)
class WorkerView:
    """One worker; ``scan`` is what it is at now, ``silent`` how many seconds it has
    said nothing, None where it is heard."""

    row: WorkerHeartbeat
    scan: Scan | None
    silent: float | None

    @property
    def state(self) -> str:
        """In a word."""
        if self.silent is not None:
            return "silent"
        if self.row.is_draining:
            # It says so itself: until it has heard of it, it may take one more.
            return "drained" if self.row.state == "drained" else "draining"
        return "busy" if self.row.current_job else self.row.state


def list_workers() -> list[WorkerView]:
    """All that have a row, by host and name; two queries."""
    now = db.session.execute(select(db_now())).scalar_one()
    chosen = select(WorkerHeartbeat).order_by(
        WorkerHeartbeat.host, WorkerHeartbeat.name
    )
    rows = list(db.session.scalars(chosen.limit(MOST)))
    scans = current_scans(rows)
    views = []
    for row in rows:
        age = (now - row.seen_at).total_seconds()
        silent = age if age > QUIET_SECONDS else None
        views.append(WorkerView(row, scans.get(row.current_job or ""), silent))
    return views


def current_scans(rows: list[WorkerHeartbeat]) -> dict[str, Scan]:
    """What the workers are at, by the name of the job."""
    named = {row.current_job: parse_job_id(row.current_job or "") for row in rows}
    ids = {job: parsed[0] for job, parsed in named.items() if job and parsed}
    found = db.session.scalars(select(Scan).where(Scan.id.in_(ids.values())))
    scans = {scan.id: scan for scan in found}
    return {job: scans[scan_id] for job, scan_id in ids.items() if scan_id in scans}


@transactional
def set_draining(name: str, is_draining: bool, by: Operator) -> WorkerHeartbeat:
    """Have a worker finish its job and take no other, or take jobs again; it hears of
    it within seconds. Raises ``Refused`` (404)."""
    row = find(name)
    statement = update(WorkerHeartbeat).where(WorkerHeartbeat.name == name)
    db.session.execute(
        statement.values(is_draining=is_draining).execution_options(
            synchronize_session=False
        )
    )
    action = "worker.drain" if is_draining else "worker.resume"
    record(by, action, f"{row.name} on {row.host}")
    return row


@transactional
def forget(name: str, by: Operator) -> WorkerHeartbeat:
    """Take the row of a worker that fell silent off the list; one that lives after all
    writes it anew. Raises ``Refused``: 404, or 409 where it is heard."""
    row = find(name)
    now = db.session.execute(select(db_now())).scalar_one()
    if (now - row.seen_at).total_seconds() <= QUIET_SECONDS:
        raise Refused("not_possible", "This worker is alive: drain it.", status=409)
    db.session.delete(row)
    record(by, "worker.forget", f"{row.name} on {row.host}")
    return row


def find(name: str) -> WorkerHeartbeat:
    row: WorkerHeartbeat | None = db.session.get(WorkerHeartbeat, name)
    if row is None:
        sentence = "There is no such worker: it ended in the meantime."
        raise Refused("not_found", sentence, status=404)
    return row
