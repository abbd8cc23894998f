"""The ``link.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.link import (
    count,
    empty,
    fragment,
    http,
    localhost,
    nofollow_internal,
    paid_ugc,
    text,
    uncrawlable,
)

AUDITS = (
    Audit(text.META, text.run),
    Audit(uncrawlable.META, uncrawlable.run),
    Audit(empty.META, empty.run),
    Audit(fragment.META, fragment.run),
    Audit(http.META, http.run),
    Audit(localhost.META, localhost.run),
    Audit(nofollow_internal.META, nofollow_internal.run),
    Audit(paid_ugc.META, paid_ugc.run),
    Audit(count.META, count.run),
)
