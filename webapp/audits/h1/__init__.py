"""The ``h1.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.h1 import length, missing, multiple, title

AUDITS = (
    Audit(missing.META, missing.run),
    Audit(multiple.META, multiple.run),
    Audit(length.META, length.run),
    Audit(title.META, title.run),
)
