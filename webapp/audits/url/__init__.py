"""The ``url.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.url import form, length

AUDITS = (
    Audit(length.META, length.run),
    Audit(form.META, form.run),
)
