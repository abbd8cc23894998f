"""The ``og.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.og import required

AUDITS = (Audit(required.META, required.run),)
