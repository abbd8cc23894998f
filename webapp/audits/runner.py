"""Run the audits, each on its own: one that breaks is one error result."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from webapp.audits.audit import Audit, AuditMeta, ended, not_measured
from webapp.audits.registry import AUDITS
from webapp.domain.audit_inputs import AuditInputs
from webapp.domain.audit_result import AuditResult, Outcome

log = logging.getLogger(__name__)

Results = list[tuple[AuditMeta, AuditResult]]


def run_audits(inputs: AuditInputs, audits: Iterable[Audit] = AUDITS) -> Results:
    """Every audit's result, in the registry's order."""
    return [(audit.meta, run_one(audit, inputs)) for audit in audits]


def run_one(audit: Audit, inputs: AuditInputs) -> AuditResult:
    wanted = {name: getattr(inputs, name) for name in audit.meta.inputs}
    missing = [name for name, value in wanted.items() if value is None]
    if missing:
        return not_measured(f"Not measured: {', '.join(missing)} could not be had.")
    try:
        result = audit.run(**wanted)
    except Exception:  # a job's time-out is none of these (``JobTimedOut``)
        log.exception("audit %s broke", audit.meta.id)
        sentence = "Not measured: the check itself failed, which has been noted."
        return ended(Outcome.ERROR, None, sentence)
    if result.score != 1 and audit.meta.finds_absence and is_cut(inputs):
        return not_measured(
            "Not measured: the page was too large to be read to its end."
        )
    return result


def is_cut(inputs: AuditInputs) -> bool:
    return inputs.page is not None and inputs.page.is_cut
