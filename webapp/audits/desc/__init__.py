"""The ``desc.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.desc import length, missing, multiple

AUDITS = (
    Audit(missing.META, missing.run),
    Audit(length.META, length.run),
    Audit(multiple.META, multiple.run),
)
