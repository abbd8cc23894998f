"""The checks that compare the pages of a site, in the report's order."""

from __future__ import annotations

from webapp.audits.site import (
    canonical_target,
    content_dup_exact,
    content_dup_near,
    content_thin_section,
    desc_duplicate,
    eeat_pages,
    hreflang_return,
    hreflang_target,
    index_mixed_signals,
    link_broken,
    link_broken_external,
    link_dead_end,
    link_depth,
    link_orphan,
    link_redirect,
    redirect_chain,
    redirect_loop,
    sitemap_pages,
    title_duplicate,
    url_session_params,
)
from webapp.audits.site_audit import SiteAudit

CHECKS = (
    redirect_loop,
    redirect_chain,
    sitemap_pages,
    index_mixed_signals,
    canonical_target,
    url_session_params,
    title_duplicate,
    desc_duplicate,
    content_dup_exact,
    content_dup_near,
    content_thin_section,
    link_broken,
    link_broken_external,
    link_redirect,
    link_orphan,
    link_depth,
    link_dead_end,
    hreflang_target,
    hreflang_return,
    eeat_pages,
)
SITE_AUDITS = tuple(SiteAudit(check.META, check.run) for check in CHECKS)
