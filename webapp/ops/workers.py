"""The operators' page of workers: who is alive, at what, and how to drain one."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.ops.acting import acting_operator
from webapp.ops.blueprint import bp
from webapp.security import operator_required
from webapp.services.operations import worker_list


@bp.get("/ops/workers")
@operator_required
def workers() -> str:
    return render_template("ops/workers.html", found=worker_list.list_workers())


@bp.get("/ops/workers/now")
@operator_required
def workers_now() -> str:
    """What of the page changes, for the poll."""
    return render_template("ops/_workers.html", found=worker_list.list_workers())


@bp.post("/ops/workers/<string:name>/drain")
@operator_required
def drain_worker(name: str) -> ResponseReturnValue:
    row = worker_list.set_draining(name, True, acting_operator())
    return back(
        f"Worker {row.name[:12]} finishes its job and takes no other. Its process "
        "waits until you stop or resume it."
    )


@bp.post("/ops/workers/<string:name>/resume")
@operator_required
def resume_worker(name: str) -> ResponseReturnValue:
    row = worker_list.set_draining(name, False, acting_operator())
    return back(f"Worker {row.name[:12]} takes jobs again within seconds.")


@bp.post("/ops/workers/<string:name>/forget")
@operator_required
def forget_worker(name: str) -> ResponseReturnValue:
    row = worker_list.forget(name, acting_operator())
    return back(f"Worker {row.name[:12]} on {row.host} is off the list.")


def back(message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("ops.workers"), 303)
