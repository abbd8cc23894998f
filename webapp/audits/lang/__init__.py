"""The ``lang.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.lang import invalid, missing

AUDITS = (
    Audit(missing.META, missing.run),
    Audit(invalid.META, invalid.run),
)
