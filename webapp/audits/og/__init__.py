"""The ``og.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.og import image, required, url_canonical

AUDITS = (
    Audit(required.META, required.run),
    Audit(image.META, image.run),
    Audit(url_canonical.META, url_canonical.run),
)
