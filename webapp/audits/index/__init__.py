"""The ``index.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.index import noindex, nosnippet

AUDITS = (
    Audit(noindex.META, noindex.run),
    Audit(nosnippet.META, nosnippet.run),
)
