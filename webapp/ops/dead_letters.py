"""The operators' page of scans that were given up."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.exceptions import Refused
from webapp.ops.acting import acting_operator
from webapp.ops.blueprint import bp
from webapp.security import operator_required
from webapp.services.operations import dead_letters as letters
from webapp.services.operations.dead_letters import Chosen
from webapp.services.operations.scan_bulk import PRESS, Done


@bp.get("/ops/dead-letters")
@operator_required
def dead_letters() -> str:
    """All, or with ``code`` those of one reason."""
    page = request.args.get("page", 1, type=int)
    code = request.args.get("code", "")
    found = letters.list_letters(page, code)
    return render_template("ops/dead_letters.html", found=found, batch=PRESS)


@bp.post("/ops/dead-letters/<int:letter_id>/requeue")
@operator_required
def requeue_dead_letter(letter_id: int) -> ResponseReturnValue:
    letters.requeue(letter_id, acting_operator())
    return back("The scan was enqueued again; its tries begin anew.")


@bp.post("/ops/dead-letters/<int:letter_id>/discard")
@operator_required
def discard_dead_letter(letter_id: int) -> ResponseReturnValue:
    letters.discard(letter_id, acting_operator())
    return back("The dead letter was discarded. Its scan stays as it ended.")


@bp.post("/ops/dead-letters/requeue")
@operator_required
def requeue_dead_letters() -> ResponseReturnValue:
    """Of one reason or all, as many as were told."""
    done = letters.requeue_many(chosen(), acting_operator())
    return back(told(done, "put back; their senders take turns"))


@bp.post("/ops/dead-letters/discard")
@operator_required
def discard_dead_letters() -> ResponseReturnValue:
    """The same; the scans stay."""
    done = letters.discard_many(chosen(), acting_operator())
    return back(told(done, "discarded"))


def chosen() -> Chosen:
    """What the form was about: a reason, and the letters that were there then."""
    code = request.form.get("code", "").replace("\0", "")
    up_to = request.form.get("up_to", type=int)
    if up_to is None:  # all would be more than the page told of
        raise Refused("bad_bound", "Open the page anew and press again.")
    return Chosen(code, up_to)


def told(done: Done, what: str) -> str:
    if done.number < done.total:
        return f"{done.number:,} of {done.total:,} {what}: press again to go on."
    return f"{done.number:,} {what}."


def back(message: str) -> ResponseReturnValue:
    """To the list, of one reason where the form was on its page."""
    flash(message)
    code = request.args.get("code") or None
    return redirect(url_for("ops.dead_letters", code=code), 303)
