"""Scans as JSON."""

from __future__ import annotations

from typing import Any

from flask import url_for

from webapp.models import Scan
from webapp.services import permissions, reports
from webapp.services.actors import Actor
from webapp.services.reports import iso


def scan_json(scan: Scan, actor: Actor) -> dict[str, Any]:
    """The scan of the contract; times are ISO 8601 in UTC."""
    links = {
        "self": url_for("api.read_scan", public_id=scan.public_id),
        "html": url_for("scans.show", public_id=scan.public_id),
    }
    if permissions.permissions(scan, actor).cancel:
        links["cancel"] = url_for("api.cancel_scan", public_id=scan.public_id)
    return {
        "id": scan.public_id,
        "status": scan.status,
        "step": scan.step,
        "progress": scan.progress,
        "attempt": scan.attempt,
        "url": scan.url,
        "created_at": iso(scan.created_at),
        "finished_at": iso(scan.finished_at),
        "links": links,
    }


def scan_with_report(scan: Scan, actor: Actor) -> dict[str, Any]:
    """The same with ``error`` and ``report``, each null where there is none."""
    has_error = scan.error_code is not None and scan.status.startswith("ERROR")
    error = {"code": scan.error_code, "message": scan.error_message}
    return {
        **scan_json(scan, actor),
        "error": error if has_error else None,
        "report": reports.for_viewer(scan, actor),
    }
