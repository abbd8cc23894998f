"""The ``title.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.title import length, missing, multiple, placeholder, script, stuffing

AUDITS = (
    Audit(missing.META, missing.run),
    Audit(multiple.META, multiple.run),
    Audit(length.META, length.run),
    Audit(placeholder.META, placeholder.run),
    Audit(stuffing.META, stuffing.run),
    Audit(script.META, script.run),
)
