"""The ``link.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.link import empty, text, uncrawlable

AUDITS = (
    Audit(text.META, text.run),
    Audit(uncrawlable.META, uncrawlable.run),
    Audit(empty.META, empty.run),
)
