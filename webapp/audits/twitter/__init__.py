"""The ``twitter.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.twitter import card

AUDITS = (Audit(card.META, card.run),)
