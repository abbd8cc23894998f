"""The ``canonical.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.canonical import (
    attributes,
    conflict,
    elsewhere,
    hreflang_cross,
    http,
    invalid,
    missing,
    outside_head,
    relative,
    root,
)

AUDITS = (
    Audit(missing.META, missing.run),
    Audit(invalid.META, invalid.run),
    Audit(relative.META, relative.run),
    Audit(conflict.META, conflict.run),
    Audit(outside_head.META, outside_head.run),
    Audit(attributes.META, attributes.run),
    Audit(root.META, root.run),
    Audit(hreflang_cross.META, hreflang_cross.run),
    Audit(elsewhere.META, elsewhere.run),
    Audit(http.META, http.run),
)
