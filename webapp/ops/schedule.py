"""The operators' page of what runs regularly."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.ops.acting import acting_operator
from webapp.ops.blueprint import bp
from webapp.security import operator_required
from webapp.services.operations import schedule as found


@bp.get("/ops/schedule")
@operator_required
def schedule() -> str:
    return render_template("ops/schedule.html", now=found.look())


@bp.get("/ops/schedule/now")
@operator_required
def schedule_now() -> str:
    """What of it changes, for the poll."""
    return render_template("ops/_schedule.html", now=found.look())


@bp.post("/ops/schedule/<name>/run")
@operator_required
def run_task(name: str) -> ResponseReturnValue:
    if found.run_now(name, acting_operator()):
        return back(f"1 job of {name} was enqueued; a worker runs it in a moment.")
    return back(f"Redis did not answer: whether {name} runs is not known. Try again.")


@bp.post("/ops/schedule/<name>/disable")
@operator_required
def disable_task(name: str) -> ResponseReturnValue:
    found.turn(name, False, acting_operator())
    return back(f"The task {name} was disabled: it runs only when you run it.")


@bp.post("/ops/schedule/<name>/enable")
@operator_required
def enable_task(name: str) -> ResponseReturnValue:
    found.turn(name, True, acting_operator())
    return back(f"The task {name} was enabled: it runs by itself again.")


def back(message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("ops.schedule"), 303)
