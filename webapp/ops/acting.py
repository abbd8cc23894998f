"""Who acts on an operators' page, for the audit log."""

from __future__ import annotations

from flask import request

from webapp.security import current_actor
from webapp.services.audit_log import Operator


def acting_operator() -> Operator:
    """The signed-in operator of this request; its gate let nobody else in."""
    user = current_actor().user
    assert user is not None  # noqa: S101 (the gate let an operator in)
    return Operator(user.id, user.email, request.remote_addr or "")
