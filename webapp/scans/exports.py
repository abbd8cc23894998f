"""The report as a file: JSON, CSV, PDF."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

from flask import Response

from webapp.exceptions import Refused
from webapp.models import Scan
from webapp.scans.blueprint import bp
from webapp.security import current_actor, public
from webapp.security.guesses import scan_guesses
from webapp.services import report_csv, report_pdf, reports, scans

REPORT_NOT_READY = "This scan has no report yet."


@bp.get("/scans/<string:public_id>/report.json")
@public
@scan_guesses
def report_json(public_id: str) -> Response:
    """The report of the contract, as far as this actor may see it."""
    scan, report = wanted(public_id)
    body = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    return attached(scan, body.encode(), "application/json", "json")


@bp.get("/scans/<string:public_id>/report.csv")
@public
@scan_guesses
def report_as_csv(public_id: str) -> Response:
    """A line a check, for a spreadsheet."""
    scan, report = wanted(public_id)
    return attached(scan, report_csv.render(report), "text/csv; charset=utf-8", "csv")


@bp.get("/scans/<string:public_id>/report.pdf")
@public
@scan_guesses
def report_as_pdf(public_id: str) -> Response:
    """The report to hand on."""
    scan, report = wanted(public_id)
    return attached(scan, report_pdf.render(report), "application/pdf", "pdf")


def wanted(public_id: str) -> tuple[Scan, dict[str, Any]]:
    actor = current_actor()
    scan = scans.find(public_id, actor)
    report = reports.for_viewer(scan, actor)
    if report is None:
        raise Refused("no_report", REPORT_NOT_READY, status=404)
    return scan, report


def attached(scan: Scan, body: bytes, kind: str, ending: str) -> Response:
    name = f"{file_name(scan)}.{ending}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, content_type=kind, headers=disposition)


def file_name(scan: Scan) -> str:
    """Host, path and the second: two scans in a folder have two names."""
    address = unquote(scan.url.partition("//")[2])
    host, _, rest = address.partition("/")
    parts = [slug(host.lower(), 60), slug(rest, 80)]
    parts.append(f"{scan.created_at:%Y-%m-%d-%H%M%S}")
    return "-".join(part for part in parts if part)


def slug(text: str, most: int) -> str:
    """What every file system takes."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", text)[:most].strip("-.")
