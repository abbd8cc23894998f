"""A site scan as files, streamed: CSV, JSON, a cleaned sitemap."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, stream_with_context

from webapp.domain.site_status import SiteStatus
from webapp.exceptions import Refused
from webapp.models import SiteScan
from webapp.security import sign_in_required
from webapp.services.site_reports import cleaned_sitemap, exports
from webapp.sites.blueprint import bp
from webapp.sites.routes import find

CSV = "text/csv; charset=utf-8"
NOT_YET = "This site scan has not come to its end."


@bp.get("/<string:public_id>/pages.csv")
@sign_in_required
def pages_csv(public_id: str) -> Response:
    """All pages, also while they are being scanned."""
    site = find(public_id)
    return attached(site, exports.pages_csv(site), CSV, "pages.csv")


@bp.get("/<string:public_id>/findings.csv")
@sign_in_required
def findings_csv(public_id: str) -> Response:
    """Each page that does not pass a check."""
    site = find(public_id)
    return attached(site, exports.findings_csv(site), CSV, "findings.csv")


@bp.get("/<string:public_id>/report.json")
@sign_in_required
def report_json(public_id: str) -> Response:
    """Summary, checks and pages; see ``webapp.services.site_reports.exports``."""
    site = finished(public_id)
    return attached(site, exports.report_json(site), "application/json", "report.json")


@bp.get("/<string:public_id>/sitemap.xml")
@sign_in_required
def sitemap(public_id: str) -> Response:
    """What is worth finding: canonicals are known once the pages were compared."""
    site = finished(public_id)
    xml = "application/xml; charset=utf-8"
    return attached(site, cleaned_sitemap.write(site.id), xml, "sitemap.xml")


def finished(public_id: str) -> SiteScan:
    site = find(public_id)
    if site.status != SiteStatus.FINISHED:
        raise Refused("no_report", NOT_YET, status=404)
    return site


def attached(site: SiteScan, body: Iterator[bytes], kind: str, ending: str) -> Response:
    host = "".join(sign if sign.isalnum() else "-" for sign in site.host)[:60]
    name = f"{host}-{site.created_at:%Y-%m-%d-%H%M%S}-{ending}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    streamed = stream_with_context(body)
    return Response(streamed, content_type=kind, headers=disposition)
