"""The ``sd.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.sd import (
    context,
    json,
    noindex,
    none,
    property,
    recommended,
    required,
    retired,
    value,
    visible,
)

AUDITS = (
    Audit(none.META, none.run),
    Audit(json.META, json.run),
    Audit(context.META, context.run),
    Audit(property.META, property.run),
    Audit(required.META, required.run),
    Audit(recommended.META, recommended.run),
    Audit(value.META, value.run),
    Audit(visible.META, visible.run),
    Audit(retired.META, retired.run),
    Audit(noindex.META, noindex.run),
)
