"""The ``hreflang.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.hreflang import absolute, code, dup, self, x_default

AUDITS = (
    Audit(code.META, code.run),
    Audit(absolute.META, absolute.run),
    Audit(self.META, self.run),
    Audit(x_default.META, x_default.run),
    Audit(dup.META, dup.run),
)
