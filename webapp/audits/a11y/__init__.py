"""The ``a11y.…`` checks."""

from __future__ import annotations

from webapp.audits.a11y import dup_id, landmark_main, meta_refresh, names
from webapp.audits.audit import Audit

AUDITS = (
    Audit(names.META, names.run),
    Audit(meta_refresh.META, meta_refresh.run),
    Audit(landmark_main.META, landmark_main.run),
    Audit(dup_id.META, dup_id.run),
)
