"""Run the site checks, each on its own: one that breaks is one error result."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from webapp.audits.audit import AuditMeta
from webapp.audits.site import SITE_AUDITS
from webapp.audits.site_audit import SiteAudit, SiteResult
from webapp.domain.audit_result import Outcome
from webapp.domain.site_view import SiteView

log = logging.getLogger(__name__)

SiteResults = list[tuple[AuditMeta, SiteResult]]


def run_site_audits(
    site: SiteView, audits: Iterable[SiteAudit] = SITE_AUDITS
) -> SiteResults:
    """Every site check's result, in the registry's order."""
    return [(audit.meta, run_one(audit, site)) for audit in audits]


def run_one(audit: SiteAudit, site: SiteView) -> SiteResult:
    try:
        return audit.run(site)
    except Exception:  # a job's time-out is none of these (``JobTimedOut``)
        log.exception("site audit %s broke", audit.meta.id)
        sentence = "Not measured: the check itself failed, which has been noted."
        return SiteResult(Outcome.ERROR, sentence)
