"""The ``h.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.h import empty, order

AUDITS = (
    Audit(order.META, order.run),
    Audit(empty.META, empty.run),
)
