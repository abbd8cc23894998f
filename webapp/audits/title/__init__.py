"""The ``title.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.title import length, missing, multiple

AUDITS = (
    Audit(missing.META, missing.run),
    Audit(multiple.META, multiple.run),
    Audit(length.META, length.run),
)
