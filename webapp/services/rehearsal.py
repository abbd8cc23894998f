"""A scan's writes, made once in vain before any work horse is forked.

What SQLAlchemy makes of a statement is kept by the process that made it, and a horse
lives for one scan: each would do that work anew, a fifth of a short scan's time.
"""

from __future__ import annotations

import logging
import secrets
from typing import NoReturn, cast

from sqlalchemy.exc import SQLAlchemyError

from webapp.domain.queue_names import HIGH
from webapp.domain.report import ReportBody
from webapp.domain.status import ScanStatus, Step
from webapp.extensions import db
from webapp.models import Scan, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import leases, line, outcomes, second_half

log = logging.getLogger(__name__)

#: As much of a report as its outcome reads.
EMPTY = {"final_url": "", "page": {"title": ""}, "score": 0, "held": {}}


class Undone(Exception):
    """The end of a rehearsal: nothing of it is kept."""


def rehearse() -> None:
    """Have the statements of a whole scan ready; the database keeps nothing. It saves
    time and is needed for nothing else: where it fails, the worker begins all the same.
    """
    try:
        write_and_undo()
    except Undone:
        log.debug("rehearsed")
    except SQLAlchemyError as error:
        log.warning("worker: begins without a rehearsal: %s", type(error).__name__)


@transactional
def write_and_undo() -> NoReturn:
    name = secrets.token_hex(16)
    email = f"{name}@rehearsal.invalid"
    user = User(email=email, password_hash=name, created_at=db_now())
    db.session.add(user)
    db.session.flush()
    scan = Scan(
        url="https://rehearsal.invalid/",
        user_id=user.id,
        sender=f"rehearsal {name}",
        queue=HIGH,
        status=ScanStatus.QUEUED,
        created_at=db_now(),
        enqueued_at=db_now(),
    )
    db.session.add(scan)
    db.session.flush()
    claim = leases.claim(scan.id, scan.delivery, "rehearsal")
    assert claim is not None  # noqa: S101 (nobody else knows of it)
    line.let_go(claim.sender, claim.queue)
    for step in Step:
        claim.trail.begin_step(step)
        outcomes.record_progress(claim, step, 0)
    body = cast("ReportBody", EMPTY)
    outcomes.record_teaser(claim, body)
    outcomes.load_report(claim.scan_id)
    second_half.queries_of(claim)
    outcomes.record_full(claim, body)
    raise Undone
