"""The ``head.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.head import charset, doctype

AUDITS = (
    Audit(charset.META, charset.run),
    Audit(doctype.META, doctype.run),
)
