"""The ``llms.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.llms import format, present

AUDITS = (
    Audit(present.META, present.run),
    Audit(format.META, format.run),
)
