"""The operators' page of what operators did, and the same as a file."""

from __future__ import annotations

from flask import Response, render_template, request, stream_with_context

from webapp.ops.blueprint import bp
from webapp.security import operator_required
from webapp.services.operations import audit_csv
from webapp.services.operations import audit_entries as entries

#: As long as a target is stored.
LONGEST_QUERY = 300


@bp.get("/ops/audit")
@operator_required
def audit_log() -> str:
    page = request.args.get("page", 1, type=int)
    found = entries.list_entries(query(), page)
    return render_template("ops/audit_log.html", found=found)


@bp.get("/ops/audit.csv")
@operator_required
def audit_log_csv() -> Response:
    """Streamed: a log of years does not fit into a page's memory."""
    lines = stream_with_context(audit_csv.lines(query()))
    disposition = {"Content-Disposition": 'attachment; filename="audit-log.csv"'}
    return Response(lines, content_type="text/csv; charset=utf-8", headers=disposition)


def query() -> str:
    return request.args.get("q", "")[:LONGEST_QUERY]
