"""The ``sitemap.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.sitemap import consistency, lastmod, present, valid

AUDITS = (
    Audit(present.META, present.run),
    Audit(valid.META, valid.run),
    Audit(lastmod.META, lastmod.run),
    Audit(consistency.META, consistency.run),
)
