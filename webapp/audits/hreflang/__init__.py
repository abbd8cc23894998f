"""The ``hreflang.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.hreflang import code

AUDITS = (Audit(code.META, code.run),)
