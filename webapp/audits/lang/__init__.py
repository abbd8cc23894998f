"""The ``lang.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.lang import invalid, mismatch, missing

AUDITS = (
    Audit(missing.META, missing.run),
    Audit(invalid.META, invalid.run),
    Audit(mismatch.META, mismatch.run),
)
