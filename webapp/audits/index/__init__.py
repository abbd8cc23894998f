"""The ``index.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.index import (
    bot_scope,
    dead_directives,
    max_preview,
    nofollow_page,
    noindex,
    nosnippet,
    robots_blocked,
    robots_conflict,
    unavailable_after,
)

AUDITS = (
    Audit(noindex.META, noindex.run),
    Audit(unavailable_after.META, unavailable_after.run),
    Audit(bot_scope.META, bot_scope.run),
    Audit(nofollow_page.META, nofollow_page.run),
    Audit(nosnippet.META, nosnippet.run),
    Audit(max_preview.META, max_preview.run),
    Audit(dead_directives.META, dead_directives.run),
    Audit(robots_blocked.META, robots_blocked.run),
    Audit(robots_conflict.META, robots_conflict.run),
)
