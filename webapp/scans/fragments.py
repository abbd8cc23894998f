"""The fragments that poll: the page's own piece, rendered by the same template."""

from __future__ import annotations

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from webapp.scans.blueprint import bp
from webapp.scans.routes import asked_for
from webapp.security import current_actor, public
from webapp.security.guesses import scan_guesses
from webapp.services import permissions, scans


@bp.get("/scans/<string:public_id>/progress")
@public
@scan_guesses
def progress(public_id: str) -> ResponseReturnValue:
    """Where the scan stands. ``had_report=1``: the page shows a teaser already.

    It carries its poll only while the scan is open; when there is more to see than the
    page has, the answer asks htmx to load the page anew.
    """
    actor = current_actor()
    scan = scans.find(public_id, actor)
    had_report = request.args.get("had_report") == "1"
    answer = make_response(
        render_template(
            "scans/_progress.html",
            scan=scan,
            had_report=had_report,
            allowed=permissions.permissions(scan, actor),
        )
    )
    is_new = scan.has_report and not had_report
    if is_new or not scan.is_open:
        answer.headers["HX-Refresh"] = "true"
    return answer


@bp.get("/scans/list")
@public
def scan_list() -> str:
    """One page of the list, with the same ``q`` and ``page`` as the list itself.

    It carries its poll only while a scan of that page is open.
    """
    return render_template("scans/_list.html", found=asked_for())
