"""The ``crawl.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.crawl import redirect_chain, status

AUDITS = (
    Audit(status.META, status.run),
    Audit(redirect_chain.META, redirect_chain.run),
)
