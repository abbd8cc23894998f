"""Submit scans, read them, cancel them; the API's own description."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from webapp.api.blueprint import bp, json_body
from webapp.api.openapi import description
from webapp.api.shape import scan_json, scan_with_report
from webapp.domain.version import VERSION
from webapp.exceptions import Refused
from webapp.security import current_actor, public
from webapp.security.guesses import scan_guesses
from webapp.services import scan_actions, scans, submissions
from webapp.services.current import settings


@bp.post("/scans")
@public
def create_scan() -> ResponseReturnValue:
    """Submit one URL: 202 with the scan, which goes on in the background.

    The same Idempotency-Key gives the same scan, and so does a URL whose scan is
    still under way, unless the body says ``"force": true``.
    """
    body = json_body()
    actor = current_actor()
    scan = submissions.submit(
        [url_of(body)],
        actor,
        queries=queries_of(body),
        is_forced=force_of(body),
        key=request.headers.get("Idempotency-Key", ""),
    ).scans[0]
    location = url_for("api.read_scan", public_id=scan.public_id)
    return jsonify(scan_json(scan, actor)), 202, {"Location": location}


@bp.get("/scans")
@public
def list_scans() -> ResponseReturnValue:
    """A page of the token's scans, newest first; without a token there are none."""
    page = request.args.get("page", 1, type=int)
    query = request.args.get("q", "")[:200]
    actor = current_actor()
    found = scans.list_scans(actor, query=query, page=page)
    return jsonify(
        {
            "items": [scan_json(scan, actor) for scan in found.items],
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


def queries_of(body: dict[str, Any]) -> list[str]:
    queries = body.get("queries", [])
    is_list = isinstance(queries, list) and all(isinstance(q, str) for q in queries)
    if not is_list:
        raise Refused("bad_queries", '"queries" is a list of texts.')
    return list(queries)


def force_of(body: dict[str, Any]) -> bool:
    force = body.get("force", False)
    if not isinstance(force, bool):
        raise Refused("bad_force", 'The field "force" has to be true or false.')
    return force
