"""The ``img.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.img import alt_missing, size_attrs

AUDITS = (
    Audit(alt_missing.META, alt_missing.run),
    Audit(size_attrs.META, size_attrs.run),
)
