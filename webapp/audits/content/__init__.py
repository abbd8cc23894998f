"""The ``content.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.content import words

AUDITS = (Audit(words.META, words.run),)
