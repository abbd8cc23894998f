"""The ``perf.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.perf import (
    cache,
    compression,
    cwv_field,
    dom,
    lab_score,
    render_blocking,
    ttfb,
    weight,
)

AUDITS = (
    Audit(cwv_field.META, cwv_field.run),
    Audit(lab_score.META, lab_score.run),
    Audit(ttfb.META, ttfb.run),
    Audit(weight.META, weight.run),
    Audit(dom.META, dom.run),
    Audit(compression.META, compression.run),
    Audit(cache.META, cache.run),
    Audit(render_blocking.META, render_blocking.run),
)
