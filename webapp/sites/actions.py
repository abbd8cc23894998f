"""What the buttons of a site scan do. Pressed twice, each does it once."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from webapp.models import SiteScan
from webapp.security import current_user, sign_in_required
from webapp.services.sites import actions
from webapp.sites.blueprint import bp
from webapp.sites.routes import find, to_new

REST_LATER = "Its many pages are cleared away within the hour."


def to_page(site: SiteScan) -> ResponseReturnValue:
    return redirect(url_for("sites.show", public_id=site.public_id), 303)


@bp.post("/<string:public_id>/pause")
@sign_in_required
def pause(public_id: str) -> ResponseReturnValue:
    site = find(public_id)
    actions.pause(site.id)
    return to_page(site)


@bp.post("/<string:public_id>/resume")
@sign_in_required
def resume(public_id: str) -> ResponseReturnValue:
    site = find(public_id)
    actions.resume(site.id)
    return to_page(site)


@bp.post("/<string:public_id>/cancel")
@sign_in_required
def cancel(public_id: str) -> ResponseReturnValue:
    site = find(public_id)
    if actions.cancel(site.id):
        flash("The site scan was canceled. What was scanned so far stays.")
    return to_page(site)


@bp.post("/<string:public_id>/again")
@sign_in_required
def again(public_id: str) -> ResponseReturnValue:
    """A new site scan of the same plan."""
    return to_new(actions.again(current_user(), find(public_id)))


@bp.post("/<string:public_id>/delete")
@sign_in_required
def delete(public_id: str) -> ResponseReturnValue:
    is_all_gone = actions.remove(find(public_id))
    flash("The site scan was deleted." + ("" if is_all_gone else f" {REST_LATER}"))
    return redirect(url_for("sites.index"), 303)
