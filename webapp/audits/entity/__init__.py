"""The ``entity.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.entity import consistency, org, site_name

AUDITS = (
    Audit(org.META, org.run),
    Audit(site_name.META, site_name.run),
    Audit(consistency.META, consistency.run),
)
