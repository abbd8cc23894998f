"""The ``sec.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.sec import hsts, https, nosniff

AUDITS = (
    Audit(https.META, https.run),
    Audit(hsts.META, hsts.run),
    Audit(nosniff.META, nosniff.run),
)
