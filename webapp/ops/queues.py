"""The operators' page of queues: pause, resume, clear, stop what runs."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.domain.counted import counted
from webapp.models import Scan
from webapp.ops.acting import acting_operator
from webapp.ops.blueprint import bp
from webapp.security import operator_required
from webapp.services import pauses
from webapp.services.operations import queue_list, scan_bulk, scan_search
from webapp.services.operations.scan_bulk import CANCEL, Note


@bp.get("/ops/queues")
@operator_required
def queues() -> str:
    return render_template("ops/queues.html", found=queue_list.look())


@bp.get("/ops/queues/now")
@operator_required
def queues_now() -> str:
    """What of the page changes, for the poll."""
    return render_template("ops/_queues.html", found=queue_list.look())


@bp.post("/ops/queues/<string:name>/pause")
@operator_required
def pause_queue(name: str) -> ResponseReturnValue:
    is_told = pauses.set_paused(name, True, acting_operator())
    return back(f"{name} is paused: its scans wait, and none is lost.", is_told)


@bp.post("/ops/queues/<string:name>/resume")
@operator_required
def resume_queue(name: str) -> ResponseReturnValue:
    is_told = pauses.set_paused(name, False, acting_operator())
    return back(f"{name} is served again.", is_told)


@bp.post("/ops/queues/<string:name>/clear")
@operator_required
def clear_queue(name: str) -> ResponseReturnValue:
    done = queue_list.clear(name, acting_operator())
    told = f"{counted(done.number, 'waiting scan')} of {name} canceled."
    if done.total > done.number:
        told += f" {done.total - done.number:,} are left: press again to go on."
    return back(told)


@bp.post("/ops/queues/running/<uuid:scan_id>/stop")
@operator_required
def stop_scan(scan_id: uuid.UUID) -> ResponseReturnValue:
    note = Note(acting_operator(), "scan.stop", str(scan_id))
    done = scan_bulk.act(CANCEL, [Scan.id == scan_id], note)
    if not done.number:
        scan_search.get(scan_id)
    return back("The scan was stopped." if done.number else "It had ended already.")


def back(message: str, is_told: bool = True) -> ResponseReturnValue:
    flash(message)
    if not is_told:
        flash("Redis does not answer: workers learn of it once it does.")
    return redirect(url_for("ops.queues"), 303)
