"""The ``eeat.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.eeat import author

AUDITS = (Audit(author.META, author.run),)
