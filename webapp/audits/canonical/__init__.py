"""The ``canonical.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.canonical import conflict, invalid, missing, relative

AUDITS = (
    Audit(missing.META, missing.run),
    Audit(invalid.META, invalid.run),
    Audit(relative.META, relative.run),
    Audit(conflict.META, conflict.run),
)
