"""The ``head.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.head import base, broken, charset, doctype, favicon, meta_in_body

AUDITS = (
    Audit(charset.META, charset.run),
    Audit(doctype.META, doctype.run),
    Audit(meta_in_body.META, meta_in_body.run),
    Audit(broken.META, broken.run),
    Audit(base.META, base.run),
    Audit(favicon.META, favicon.run),
)
