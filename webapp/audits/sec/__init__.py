"""The ``sec.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.sec import (
    cookies,
    csp,
    form_http,
    frame,
    hsts,
    https,
    mixed,
    nosniff,
    permissions,
    referrer,
    version_leak,
)

AUDITS = (
    Audit(https.META, https.run),
    Audit(mixed.META, mixed.run),
    Audit(form_http.META, form_http.run),
    Audit(hsts.META, hsts.run),
    Audit(nosniff.META, nosniff.run),
    Audit(frame.META, frame.run),
    Audit(csp.META, csp.run),
    Audit(referrer.META, referrer.run),
    Audit(permissions.META, permissions.run),
    Audit(cookies.META, cookies.run),
    Audit(version_leak.META, version_leak.run),
)
