"""Writing the audit log: what operators did, who, when and to how much.

It is read by ``operations.audit_entries``, which stands above what writes here.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from webapp.extensions import db
from webapp.models import AuditEntry
from webapp.models.clock import db_now
from webapp.models.transactions import transactional


@dataclass(frozen=True)
class Operator:
    """Who acts: for the log, and whose the responsibility is."""

    user_id: uuid.UUID | None
    email: str
    #: The address that the request came from.
    address: str = ""


def record(
    by: Operator, action: str, target: str, *, number: int = 1, detail: str = ""
) -> None:
    """Within the transaction of the action: both happen or neither. ``action`` is
    ``<noun>.<verb>``; ``number`` says how many rows were changed."""
    db.session.add(
        AuditEntry(
            at=db_now(),
            user_id=by.user_id,
            email=by.email,
            address=by.address,
            action=action,
            target=target[:300],
            number=number,
            detail=detail,
        )
    )


@transactional
def record_alone(
    by: Operator, action: str, target: str, *, number: int = 1, detail: str = ""
) -> None:
    """For what changes no row of ours, such as a list of Redis: before it is done."""
    record(by, action, target, number=number, detail=detail)
