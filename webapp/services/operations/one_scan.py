"""What an operator does to one scan: as its owner would, but to anybody's."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm.exc import ObjectDeletedError

from webapp.domain.status import RETRIABLE
from webapp.exceptions import Refused
from webapp.models import Scan
from webapp.models.transactions import transactional
from webapp.services import audit_log, dispatch, scan_actions, submission_limits
from webapp.services.audit_log import Operator
from webapp.services.operations.scan_bulk import write
from webapp.services.operations.scan_counts import (
    CANCEL,
    DISCARD,
    RETRY,
    can_be,
)


def possible(scan: Scan) -> dict[str, bool]:
    """``can_be`` of a row at hand, for each action."""
    return {
        RETRY: scan.status in RETRIABLE,
        CANCEL: scan.is_open,
        DISCARD: not scan.is_open,
    }


def act(action: str, scan: Scan, by: Operator) -> None:
    """Retry, cancel or discard; what is put back is sent at once.

    Raises ``Refused`` (409) where it has gone on meanwhile, ``Unavailable`` (503) where
    the queues are full.
    """
    job_id = dispatch.job_id(scan.id, scan.delivery)
    try:
        is_changed = change(action, scan, by)
    except ObjectDeletedError:  # another operator was quicker
        is_changed = False
    if not is_changed:
        sentence = "This scan has gone on meanwhile: look at it as it is now."
        raise Refused("not_possible", sentence, status=409)
    if action == RETRY:
        dispatch.dispatch(scan)
    elif action == CANCEL:
        dispatch.withdraw(job_id)


@transactional
def change(action: str, scan: Scan, by: Operator) -> bool:
    if action == RETRY:
        submission_limits.check_cap(1)
        is_changed = scan_actions.restart(scan)
    elif action == CANCEL:
        is_changed = scan_actions.set_canceled(scan)
    else:
        gone = delete(Scan).where(Scan.id == scan.id, can_be(DISCARD))
        is_changed = write(gone.returning(Scan.id)).first() is not None
    if is_changed:
        audit_log.record(by, f"scan.{action}", scan.url)
    return is_changed
