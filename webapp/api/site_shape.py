"""Site scans, their pages and their findings as JSON."""

from __future__ import annotations

from typing import Any

from flask import url_for

from webapp.domain.site_plan import SitePlan
from webapp.models import SiteScan
from webapp.services import check_catalogue
from webapp.services.reports import iso
from webapp.services.sites.rows import plan_of

#: Of the report; its lists are asked for apart.
SUMMARY = ("schema", "score", "pages_score", "checks_score")
OF_CHECK = ("id", "outcome", "explanation", "judged", "affected", "weight")


def site_json(site: SiteScan) -> dict[str, Any]:
    counts = {name: getattr(site, name) for name in ("found", "done", "failed")}
    return {
        "id": site.public_id,
        "status": site.status,
        "is_paused": site.paused_at is not None,
        "url": site.start_url,
        "counts": {**counts, "skipped": site.skipped, "left": site.left},
        "is_cut": site.is_cut,
        "score": site.score,
        "created_at": iso(site.created_at),
        "finished_at": iso(site.finished_at),
        "links": links(site),
    }


def links(site: SiteScan) -> dict[str, str]:
    """What may be done now is there now."""
    found = {
        "self": url_for("api.read_site", public_id=site.public_id),
        "html": url_for("sites.show", public_id=site.public_id),
        "pages": url_for("api.list_site_pages", public_id=site.public_id),
        "findings": url_for("api.list_site_findings", public_id=site.public_id),
    }
    names = []
    if site.is_open:
        names = ["resume" if site.paused_at else "pause", "cancel"]
    for name in names:
        found[name] = url_for(f"api.{name}_site", public_id=site.public_id)
    return found


def site_with_report(site: SiteScan) -> dict[str, Any]:
    error = {"code": site.error_code, "message": site.error_message}
    return {
        **site_json(site),
        "plan": plan_json(plan_of(site)),
        "error": error if site.error_code else None,
        "report": summary(site.report) if site.report else None,
    }


def plan_json(plan: SitePlan) -> dict[str, Any]:
    return {
        "source": plan.source,
        "include": list(plan.include),
        "exclude": list(plan.exclude),
        "max_pages": plan.max_pages,
        "max_depth": plan.max_depth,
        "keyphrases": plan.finds_keyphrases,
        "external": plan.asks_external,
    }


def summary(report: dict[str, Any]) -> dict[str, Any]:
    """The numbers, and what the checks say that compare pages."""
    checks = [
        {name: check[name] for name in OF_CHECK} for check in report.get("checks", [])
    ]
    return {**{name: report.get(name) for name in SUMMARY}, "checks": checks}


def page_json(site: SiteScan, page: Any) -> dict[str, Any]:
    """``page`` is a row of the table of pages."""
    place = {"public_id": site.public_id, "number": page.id}
    found = {"html": url_for("sites.page", **place)}
    if page.public_id:
        found["scan"] = url_for("api.read_scan", public_id=page.public_id)
    return {
        "number": page.id,
        "url": page.url,
        "state": page.state,
        "reason": page.reason or None,
        "final_url": page.final_url,
        "status": page.status,
        "title": page.title,
        "score": page.score,
        "issues": page.issues,
        "word_count": page.word_count,
        "clicks": page.clicks,
        "inlinks": page.inlinks,
        "rank": page.rank,
        "is_indexable": page.is_indexable,
        "in_sitemap": page.in_sitemap,
        "template": page.template or None,
        "links": found,
    }


def finding_json(site: SiteScan, finding: Any, url: str) -> dict[str, Any]:
    """``severity`` and ``title`` are null for a check that is no more."""
    check = check_catalogue.find(finding.check_id)
    place = {"public_id": site.public_id, "number": finding.page_id}
    return {
        "check": finding.check_id,
        "outcome": finding.outcome,
        "severity": check.meta.severity if check else None,
        "title": check.meta.failure_title if check else None,
        "note": finding.note,
        "page": {
            "number": finding.page_id,
            "url": url,
            "html": url_for("sites.page", **place),
        },
    }
