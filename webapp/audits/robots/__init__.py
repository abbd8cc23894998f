"""The ``robots.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.robots import blocks_assets, fetch, size_type, syntax

AUDITS = (
    Audit(fetch.META, fetch.run),
    Audit(syntax.META, syntax.run),
    Audit(size_type.META, size_type.run),
    Audit(blocks_assets.META, blocks_assets.run),
)
