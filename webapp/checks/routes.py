"""Pages: all checks, one check."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.exceptions import Refused
from webapp.security import public
from webapp.services import check_catalogue

bp = Blueprint("checks", __name__, url_prefix="/checks")


@bp.get("")
@public
def index() -> str:
    """Every check, by category, and the table of weights."""
    return render_template("checks/index.html", catalogue=check_catalogue.whole())


@bp.get("/")
@public
def index_with_slash() -> ResponseReturnValue:
    """As people type it."""
    return redirect(url_for("checks.index"), 308)


@bp.get("/<string:check_id>")
@public
def show(check_id: str) -> str:
    """One check, rendered from its meta."""
    found = check_catalogue.find(check_id)
    if found is None:
        raise Refused("no_such_check", "There is no check of this name.", status=404)
    return render_template("checks/show.html", check=found)
