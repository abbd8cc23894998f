"""Submit scans, read them, cancel them; the API's own description."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from webapp.api import lists
from webapp.api.blueprint import bp
from webapp.api.body import json_body
from webapp.api.fields import flag_of, texts_of
from webapp.api.openapi import SUBMISSION, description
from webapp.api.shape import scan_json, scan_with_report
from webapp.domain.version import VERSION
from webapp.exceptions import Refused
from webapp.security import current_actor, public
from webapp.security.guesses import scan_guesses
from webapp.services import scan_actions, scan_pages, scans, submissions
from webapp.services.current import settings


@bp.post("/scans")
@public
def create_scan() -> ResponseReturnValue:
    """Submit one URL: 202 with the scan, which goes on in the background.

    The same Idempotency-Key gives the same scan, and so does a URL whose scan is
    still under way, unless the body says ``"force": true``.
    """
    body = json_body(SUBMISSION)
    actor = current_actor()
    scan = submissions.submit(
        [url_of(body)],
        actor,
        queries=texts_of(body, "queries"),
        is_forced=flag_of(body, "force"),
        key=request.headers.get("Idempotency-Key", ""),
    ).scans[0]
    location = url_for("api.read_scan", public_id=scan.public_id)
    return jsonify(scan_json(scan, actor)), 202, {"Location": location}


@bp.get("/scans")
@public
def list_scans() -> ResponseReturnValue:
    """The token's scans, newest first; without a token there are none.

    By ``cursor``; or by number of ``page``, which counts them as well.
    """
    query = request.args.get("q", "")[:200]
    actor = current_actor()
    if request.args.keys() & {"cursor", "limit"}:
        asked = lists.asked()
        some = scan_pages.find(actor, query, asked.cursor, asked.limit)
        return jsonify(lists.listed(some, lambda scan: scan_json(scan, actor)))
    page = request.args.get("page", 1, type=int)
    found = scans.list_scans(actor, query=query, page=page)
    some = scan_pages.as_slice(found)
    return jsonify(
        {
            **lists.listed(some, lambda scan: scan_json(scan, actor)),
            "page": found.page,
            "pages": found.pages,
            "total": found.total,
        }
    )


@bp.get("/scans/<string:public_id>")
@public
@scan_guesses
def read_scan(public_id: str) -> ResponseReturnValue:
    """One scan with its error and its report, each null until there is one."""
    actor = current_actor()
    return jsonify(scan_with_report(scans.find(public_id, actor), actor))


@bp.post("/scans/<string:public_id>/cancel")
@public
@scan_guesses
def cancel_scan(public_id: str) -> ResponseReturnValue:
    """End a scan of the token's user."""
    actor = current_actor()
    scan = scans.find(public_id, actor)
    scan_actions.cancel(scan, actor)
    return jsonify(scan_json(scan, actor))


@bp.get("/openapi.json")
@public
def openapi() -> ResponseReturnValue:
    """What clients are made from (OpenAPI 3.1)."""
    return jsonify(description(settings().public_url, VERSION))


def url_of(body: dict[str, Any]) -> str:
    url = body.get("url")
    if not isinstance(url, str) or not url.strip():
        raise Refused("bad_url", 'The field "url" has to be the address of a page.')
    return url
