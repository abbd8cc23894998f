"""Site scans of the token's user: ask for one, read it, steer it, delete it."""

from __future__ import annotations

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from webapp.api import lists
from webapp.api.blueprint import bp
from webapp.api.body import json_body
from webapp.api.site_description import OUTCOMES
from webapp.api.site_plan import plan_of
from webapp.api.site_schemas import SUBMISSION
from webapp.api.site_shape import finding_json, page_json, site_json, site_with_report
from webapp.models import SiteScan
from webapp.security import current_actor, current_user, sign_in_required
from webapp.services.site_reports import paged
from webapp.services.site_reports.page_filter import STATES, tidy
from webapp.services.sites import actions, asked_by_key, listing


def find(public_id: str) -> SiteScan:
    return listing.find(current_user(), public_id)


@bp.post("/sites")
@sign_in_required
def create_site() -> ResponseReturnValue:
    """202 with the site scan, which goes on in the background.

    The same Idempotency-Key gives the same site scan, and so does a request whose site
    scan has begun some minutes ago and is under way.
    """
    plan = plan_of(json_body(SUBMISSION), current_actor())
    key = request.headers.get("Idempotency-Key", "")
    made = site_json(asked_by_key.ask(current_user(), plan, key))
    return jsonify(made), 202, {"Location": made["links"]["self"]}


@bp.get("/sites")
@sign_in_required
def list_sites() -> ResponseReturnValue:
    """Newest first."""
    asked = lists.asked()
    found = paged.scans_of(current_user(), asked.cursor, asked.limit)
    return jsonify(lists.listed(found, site_json))


@bp.get("/sites/<string:public_id>")
@sign_in_required
def read_site(public_id: str) -> ResponseReturnValue:
    """With what was asked for, its error and its report, null until there is one."""
    return jsonify(site_with_report(find(public_id)))


@bp.get("/sites/<string:public_id>/pages")
@sign_in_required
def list_site_pages(public_id: str) -> ResponseReturnValue:
    """In the order in which they were found; ``state`` and ``text`` choose some."""
    site, asked = find(public_id), lists.asked()
    state, text = lists.chosen("state", STATES), tidy(request.args.get("text", ""))
    found = paged.pages_of(site.id, state, text, asked.cursor, asked.limit)
    return jsonify(lists.listed(found, lambda page: page_json(site, page)))


@bp.get("/sites/<string:public_id>/findings")
@sign_in_required
def list_site_findings(public_id: str) -> ResponseReturnValue:
    """Each check that a page does not pass; ``check`` and ``outcome`` choose some."""
    site, asked = find(public_id), lists.asked()
    check = request.args.get("check", "").replace("\0", "")[:60]
    outcome = lists.chosen("outcome", OUTCOMES)
    found = paged.findings_of(site.id, check, outcome, asked.cursor, asked.limit)
    return jsonify(lists.listed(found, lambda pair: finding_json(site, *pair)))


@bp.post("/sites/<string:public_id>/pause")
@sign_in_required
def pause_site(public_id: str) -> ResponseReturnValue:
    """Begin no other page; nothing happens to one at its end."""
    actions.pause(find(public_id).id)
    return jsonify(site_json(find(public_id)))


@bp.post("/sites/<string:public_id>/resume")
@sign_in_required
def resume_site(public_id: str) -> ResponseReturnValue:
    actions.resume(find(public_id).id)
    return jsonify(site_json(find(public_id)))


@bp.post("/sites/<string:public_id>/cancel")
@sign_in_required
def cancel_site(public_id: str) -> ResponseReturnValue:
    """End it now; nothing happens to one at its end."""
    actions.cancel(find(public_id).id)
    return jsonify(site_json(find(public_id)))


@bp.delete("/sites/<string:public_id>")
@sign_in_required
def delete_site(public_id: str) -> ResponseReturnValue:
    """With its pages and their reports; 409 while it is under way."""
    actions.remove(find(public_id))
    return "", 204
