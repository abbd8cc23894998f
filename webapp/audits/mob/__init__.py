"""The ``mob.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.mob import viewport, zoom

AUDITS = (Audit(viewport.META, viewport.run), Audit(zoom.META, zoom.run))
