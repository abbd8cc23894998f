"""The report as somebody may see it: whole for its owner, the teaser for a visitor."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from webapp import audits
from webapp.domain.report import ReportBody
from webapp.models import Scan
from webapp.services import outcomes
from webapp.services.actors import Actor
from webapp.services.permissions import is_visitors, permissions

#: How many failing checks a teaser names.
TEASER_FINDINGS = 5
FAILING = ("fail", "warn")
#: Parts, and lists of the page, that only the full report has.
FULL_PARTS = ("insights", "structured_data", "ai_view", "quotes")
FULL_LISTS = ("headers", "links", "image_list")
#: How to come by the full report: for its visitor, signed in or not, and for others.
SIGN_IN = "Sign in and add this scan to your account for the full report."
ADD = "Add this scan to your account for the full report."
#: No promise: whether it can be measured then is the operator's.
FULL_ALONE = "not measured: asked for full reports alone"
SCAN_IT = "Scan this page yourself, signed in, for a full report."


def load(scan: Scan) -> ReportBody | None:
    """The stored report, or None while there is none."""
    if not scan.has_report:
        return None
    return cast("ReportBody | None", outcomes.load_report(scan.id))


def for_viewer(scan: Scan, actor: Actor) -> dict[str, Any] | None:
    """The report of the contract (schema 1) for this actor, or None."""
    body = load(scan)
    if body is None:
        return None
    if permissions(scan, actor).full_report:
        return with_scan(scan, full(body))
    return with_scan(scan, teaser(body, next_step(scan, actor)))


def whole(scan: Scan) -> dict[str, Any] | None:
    """The full report for whoever was given a link to it; None while there is none."""
    body = load(scan)
    return with_scan(scan, full(body)) if body else None


def with_scan(scan: Scan, shown: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in shown.items() if key != "held"}
    return {"schema": shown["schema"], "scan": scan_part(scan), **kept}


def full(body: ReportBody) -> dict[str, Any]:
    deductions, scoring = audits.ledger(body["audits"])
    return {**body, "deductions": deductions, "scoring": scoring}


def next_step(scan: Scan, actor: Actor) -> str:
    """What brings this actor, who sees the teaser, to a full report."""
    if not is_visitors(scan, actor):
        return SCAN_IT
    return ADD if actor.user else SIGN_IN


def teaser(body: ReportBody, next_step: str) -> dict[str, Any]:
    """Score, category scores, top findings without their fixes, keyphrases."""
    failing = [audit for audit in body["audits"] if audit["outcome"] in FAILING]
    hidden = {"evidence": [], "how_to_fix": "", "why": ""}
    unavailable = {"unavailable": next_step}
    return {
        **body,
        **dict.fromkeys(FULL_PARTS, unavailable),
        "pagespeed": {"unavailable": FULL_ALONE},
        "keyphrases": [
            {"phrase": entry["phrase"], "score": entry["score"]}
            for entry in body["keyphrases"]
        ],
        "page": {**body["page"], **{name: [] for name in FULL_LISTS}},
        "audits": [{**audit, **hidden} for audit in failing[:TEASER_FINDINGS]],
        "audits_total": len(body["audits"]),
        "audits_failing": len(failing),
    }


def scan_part(scan: Scan) -> dict[str, Any]:
    """The ``scan`` object of a report; times are ISO 8601 in UTC."""
    return {
        "id": scan.public_id,
        "url": scan.url,
        "final_url": scan.final_url,
        "status": scan.status,
        "attempt": scan.attempt,
        "created_at": iso(scan.created_at),
        "started_at": iso(scan.started_at),
        "teaser_at": iso(scan.teaser_at),
        "finished_at": iso(scan.finished_at),
    }


def iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
