"""Scans for operators: the list with its filter, what is done to all of a filter, and
one scan with its timeline."""

from __future__ import annotations

import uuid
from typing import Any

from flask import (
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from webapp.domain.counted import counted
from webapp.exceptions import Refused
from webapp.models import Scan
from webapp.ops.acting import acting_operator
from webapp.ops.blueprint import bp
from webapp.security import current_actor, operator_required
from webapp.services import scans
from webapp.services.operations import (
    one_scan,
    scan_bulk,
    scan_counts,
    scan_search,
    timeline,
)
from webapp.services.operations.scan_bulk import PRESS, Done, Note
from webapp.services.operations.scan_conditions import BadFilter
from webapp.services.operations.scan_search import STATUSES, ScanFilter

#: What was done, to one scan and to many.
PAST = {
    scan_counts.RETRY: "started again",
    scan_counts.CANCEL: "canceled",
    scan_counts.DISCARD: "deleted",
}


@bp.get("/ops/scans")
@operator_required
def scan_list() -> str:
    """Newest first; ``before`` leads to what follows a page."""
    chosen = ScanFilter.read(request.args)
    found = scan_search.find(chosen, request.args.get("before", ""))
    return render_template(
        "ops/scans.html",
        chosen=chosen,
        typed=chosen.query(),
        found=found,
        statuses=STATUSES,
    )


@bp.errorhandler(BadFilter)
def show_bad_filter(error: BadFilter) -> ResponseReturnValue:
    """What was typed, to be mended where it was typed; a program hears it as any other
    refusal."""
    kinds = ["text/html", "application/json"]
    if request.accept_mimetypes.best_match(kinds) == "application/json":
        plain = Refused(error.code, error.message, status=error.status)
        return current_app.handle_user_exception(plain)
    page = render_template(
        "ops/bad_filter.html",
        typed=scan_search.typed(request.values),
        sentence=error.message,
        statuses=STATUSES,
    )
    return page, error.status


@bp.get("/ops/scans/all")
@operator_required
def all_scans() -> str:
    """What may be done to all scans of the filter, each with its exact number."""
    chosen = ScanFilter.read(request.args)
    return render_template(
        "ops/all_scans.html",
        chosen=chosen,
        counts=scan_counts.count(chosen),
        counted_at=scan_search.now().isoformat(),
        batch=PRESS,
    )


@bp.post("/ops/scans/all/<string:action>")
@operator_required
def act_on_all_scans(action: str) -> ResponseReturnValue:
    """One press. Scans that came after the count are left alone."""
    check(action)
    chosen = ScanFilter.read(request.form)
    conditions = chosen.conditions()
    counted_at = scan_search.moment(request.form.get("counted_at", ""))
    if counted_at is None:  # all would be more than the page told of
        raise Refused("bad_bound", "Open the page anew and press again.")
    conditions.append(Scan.created_at <= counted_at)
    note = Note(acting_operator(), f"scan.{action}", chosen.words())
    done = scan_bulk.act(action, conditions, note)
    flash(told(done, PAST[action]))
    query: dict[str, Any] = {**chosen.query()}
    return redirect(url_for("ops.all_scans", **query), 303)


def check(action: str) -> None:
    if action not in PAST:
        raise Refused("not_found", "There is no such action.", status=404)


def told(done: Done, what: str) -> str:
    if done.number == done.total:
        return f"{counted(done.number, 'scan')} {what}."
    return f"{done.number:,} of {done.total:,} scans {what}; press again to go on."


@bp.get("/ops/scans/<uuid:scan_id>")
@operator_required
def scan_detail(scan_id: uuid.UUID) -> str:
    return render_template("ops/scan.html", **shown(scan_search.get(scan_id)))


@bp.get("/ops/scans/<uuid:scan_id>/now")
@operator_required
def scan_now(scan_id: uuid.UUID) -> ResponseReturnValue:
    """What changes while it goes on. ``ended``: how many ended attempts the page shows;
    where there are more, or the scan is over, the page is to be loaded anew."""
    found = shown(scan_search.get(scan_id))
    answer = make_response(render_template("ops/_scan_now.html", **found))
    is_new = len(found["ended"]) != request.args.get("ended", 0, type=int)
    if is_new or not found["scan"].is_open:
        answer.headers["HX-Refresh"] = "true"
    return answer


def shown(scan: Scan) -> dict[str, Any]:
    entries = timeline.of_scan(scan)
    return {
        "scan": scan,
        "state": timeline.state(scan),
        "facts": timeline.facts(scan),
        "running": [entry for entry in entries if entry.attempt.ended_at is None],
        "ended": [entry for entry in entries if entry.attempt.ended_at is not None],
        "may": one_scan.possible(scan),
        "may_see_report": scans.may_see(scan, current_actor()),
    }


@bp.post("/ops/scans/<uuid:scan_id>/<string:action>")
@operator_required
def act_on_scan(scan_id: uuid.UUID, action: str) -> ResponseReturnValue:
    check(action)
    one_scan.act(action, scan_search.get(scan_id), acting_operator())
    flash(f"The scan was {PAST[action]}.")
    if action == scan_counts.DISCARD:
        return redirect(url_for("ops.scan_list"), 303)
    return redirect(url_for("ops.scan_detail", scan_id=scan_id), 303)
