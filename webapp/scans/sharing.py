"""Share a report, look at a shared one, put scans beside each other."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.scans.blueprint import bp
from webapp.scans.routes import report_page
from webapp.security import current_actor, public, sign_in_required
from webapp.security.guesses import scan_guesses
from webapp.services import comparison, reports, scans, share_links
from webapp.services.current import settings


@bp.post("/scans/<string:public_id>/share")
@sign_in_required
@scan_guesses
def share(public_id: str) -> ResponseReturnValue:
    """A new link, which is shown this once."""
    actor = current_actor()
    scan = scans.find(public_id, actor)
    days = request.form.get("days", 0, type=int)
    token = share_links.share(scan, actor, days)
    link = settings().public_url + url_for("scans.shared", token=token)
    flash(link, "share_link")  # the section shows it: only its hash is stored
    there = url_for("scans.show", public_id=public_id, _anchor="share")
    return redirect(there, 303)


@bp.post("/scans/<string:public_id>/unshare")
@sign_in_required
@scan_guesses
def unshare(public_id: str) -> ResponseReturnValue:
    actor = current_actor()
    share_links.unshare(scans.find(public_id, actor), actor)
    flash("The link was taken back.")
    return redirect(url_for("scans.show", public_id=public_id), 303)


@bp.get("/shared/<string:token>")
@public
@scan_guesses
def shared(token: str) -> str:
    """A report as somebody with its link sees it: whole, and nothing to change."""
    scan = share_links.find(token)
    return report_page(scan, reports.whole(scan), is_shared=True)


@bp.get("/scans/compare")
@sign_in_required
@scan_guesses
def compare() -> str:
    """Two to four reports beside each other (``?id=`` for each)."""
    found = comparison.compare(request.args.getlist("id"), current_actor())
    return render_template("scans/compare.html", comparison=found)
