"""What a person does to a scan; each answers with the page to look at next."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.scans.blueprint import bp
from webapp.security import current_actor, public, sign_in_required
from webapp.security.guesses import scan_guesses
from webapp.services import scan_actions, scans


def back_to(public_id: str) -> ResponseReturnValue:
    return redirect(url_for("scans.show", public_id=public_id), 303)


@bp.post("/scans/<string:public_id>/cancel")
@public
@scan_guesses
def cancel(public_id: str) -> ResponseReturnValue:
    actor = current_actor()
    scan_actions.cancel(scans.find(public_id, actor), actor)
    flash("The scan was canceled.")
    return back_to(public_id)


@bp.post("/scans/<string:public_id>/retry")
@public
@scan_guesses
def retry(public_id: str) -> ResponseReturnValue:
    actor = current_actor()
    scan_actions.retry(scans.find(public_id, actor), actor)
    return back_to(public_id)


@bp.post("/scans/<string:public_id>/again")
@public
@scan_guesses
def again(public_id: str) -> ResponseReturnValue:
    """A new scan of a page whose report is there."""
    actor = current_actor()
    scan = scans.find(public_id, actor)
    fresh = scan_actions.again(scan, actor, request.form.get("key", ""))
    return back_to(fresh.public_id)


@bp.post("/scans/<string:public_id>/claim")
@sign_in_required
@scan_guesses
def claim(public_id: str) -> ResponseReturnValue:
    actor = current_actor()
    scan_actions.claim(scans.find(public_id, actor), actor)
    flash("The scan is yours now. Its full report is being worked out.")
    return back_to(public_id)


@bp.post("/scans/<string:public_id>/delete")
@public
@scan_guesses
def delete(public_id: str) -> ResponseReturnValue:
    actor = current_actor()
    scan_actions.remove(scans.find(public_id, actor), actor)
    flash("The scan and its report were deleted.")
    return redirect(url_for("scans.index"), 303)
