"""The ``content.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.content import (
    dates,
    freshness,
    hidden,
    js_only,
    lorem,
    mojibake,
    readability,
    stuffing,
    words,
)

AUDITS = (
    Audit(words.META, words.run),
    Audit(js_only.META, js_only.run),
    Audit(lorem.META, lorem.run),
    Audit(mojibake.META, mojibake.run),
    Audit(hidden.META, hidden.run),
    Audit(dates.META, dates.run),
    Audit(stuffing.META, stuffing.run),
    Audit(readability.META, readability.run),
    Audit(freshness.META, freshness.run),
)
