"""Whether scans flow, at a glance; the page asks anew every few seconds."""

from __future__ import annotations

from flask import render_template, request

from webapp.ops.blueprint import bp
from webapp.security import operator_required
from webapp.services.operations import overview as found


@bp.get("/ops/")
@operator_required
def overview() -> str:
    """The page; ``window`` is 1h, 24h or 7d."""
    return render_template("ops/overview.html", now=found.look(window()))


@bp.get("/ops/now")
@operator_required
def overview_now() -> str:
    """What of it changes, for the poll."""
    return render_template("ops/_overview.html", now=found.look(window()))


def window() -> str:
    asked = request.args.get("window", "")
    return asked if asked in found.WINDOWS else found.DEFAULT_WINDOW
