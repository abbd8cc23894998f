"""The checks whose input comes after the teaser: their entries are put in then."""

from __future__ import annotations

from webapp.audits.audit import not_measured
from webapp.audits.entries import rank, to_entry
from webapp.audits.registry import AUDITS
from webapp.audits.runner import run_one
from webapp.domain.audit_inputs import AuditInputs
from webapp.domain.pagespeed import PageSpeed
from webapp.domain.report import AuditEntry

LATE = tuple(audit for audit in AUDITS if audit.meta.inputs == ("pagespeed",))


def with_pagespeed(
    entries: list[AuditEntry], measured: PageSpeed | None, reason: str
) -> list[AuditEntry]:
    """The entries with those of PageSpeed's checks anew: judged where something was
    ``measured``, else not measured for this ``reason``. Order as ``to_entries``."""
    late = {audit.meta.id: audit for audit in LATE}
    kept = [entry for entry in entries if entry["id"] not in late]
    for audit in late.values():
        if measured is None:
            result = not_measured(reason)
        else:
            result = run_one(audit, AuditInputs(pagespeed=measured))
        kept.append(to_entry(audit.meta, result))
    return sorted(kept, key=rank)
