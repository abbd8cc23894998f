"""The ``sd.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.sd import json

AUDITS = (Audit(json.META, json.run),)
