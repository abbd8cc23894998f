"""The operators' page of scans that were given up."""

from __future__ import annotations

import logging

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.models import Scan
from webapp.ops.blueprint import bp
from webapp.security import current_actor, operator_required
from webapp.services import dead_letters as letters

log = logging.getLogger(__name__)


@bp.get("/ops/dead-letters")
@operator_required
def dead_letters() -> str:
    page = request.args.get("page", 1, type=int)
    return render_template("ops/dead_letters.html", found=letters.list_letters(page))


@bp.post("/ops/dead-letters/<int:letter_id>/requeue")
@operator_required
def requeue_dead_letter(letter_id: int) -> ResponseReturnValue:
    note("requeued", letters.requeue(letter_id))
    return back("The scan was enqueued again; its tries begin anew.")


@bp.post("/ops/dead-letters/<int:letter_id>/discard")
@operator_required
def discard_dead_letter(letter_id: int) -> ResponseReturnValue:
    note("discarded", letters.discard(letter_id))
    return back("The dead letter was discarded. Its scan stays as it ended.")


def note(what: str, scan: Scan) -> None:
    """Who did it, for the log."""
    user = current_actor().user
    name = user.email if user else "nobody"
    log.info("dead letter of scan %s: %s by %s", scan.id, what, name)


def back(message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("ops.dead_letters"), 303)
