"""The part of the API's description that is about site scans."""

from __future__ import annotations

from typing import Any

from webapp.api.described import (
    IDEMPOTENCY_KEY,
    LOCATION,
    PAGED,
    Part,
    answer,
    gone,
    identified,
    operation,
    signed_in,
    with_quota,
)
from webapp.api.site_schemas import SUBMISSION
from webapp.domain.audit_result import Outcome
from webapp.services.site_reports.page_filter import STATES

ID = identified("The id of a site scan.")
#: Of findings.
OUTCOMES = (str(Outcome.FAIL), str(Outcome.WARN))


def chosen_by(name: str, description: str, **schema: Any) -> Part:
    return {
        "name": name,
        "in": "query",
        "description": description,
        "schema": {"type": "string", **schema},
    }


def paths() -> dict[str, Any]:
    one = "/api/v1/sites/{id}"
    return {
        "/api/v1/sites": {"post": create(), "get": own()},
        one: {"get": read(), "delete": delete()},
        f"{one}/pages": {"get": pages()},
        f"{one}/findings": {"get": findings()},
        f"{one}/pause": {"post": act("pauseSite", "Begin no other page")},
        f"{one}/resume": {"post": act("resumeSite", "Go on")},
        f"{one}/cancel": {"post": act("cancelSite", "End it now")},
    }


def create() -> Part:
    good = {202: answer("Site", LOCATION)}
    told = ("createSite", "Ask for a site scan", good, (401, 409, 429))
    return signed_in(with_quota(operation(*told, [IDEMPOTENCY_KEY], SUBMISSION)))


def own() -> Part:
    good = {200: answer("SiteList")}
    told = ("listSites", "The user's site scans, newest first", good, (401, 422))
    return signed_in(with_quota(operation(*told, PAGED)))


def read() -> Part:
    good = {200: answer("SiteWithReport")}
    return signed_in(operation("readSite", "One site scan", good, (401, 404), [ID]))


def delete() -> Part:
    good = {204: gone("It is gone, with its pages and their reports.")}
    told = ("deleteSite", "Delete a site scan at its end", good, (401, 404, 409))
    return signed_in(operation(*told, [ID]))


def pages() -> Part:
    state = chosen_by("state", "Only pages that stand there.", enum=list(STATES))
    text = chosen_by("text", "A part of address or title.")
    told = ("listSitePages", "Its addresses", {200: answer("SitePageList")})
    errors = (401, 404, 422)
    return signed_in(operation(*told, errors, [ID, state, text, *PAGED]))


def findings() -> Part:
    check = chosen_by("check", "Of this check alone.")
    outcome = chosen_by("outcome", "Only these.", enum=list(OUTCOMES))
    told = ("listSiteFindings", "What its pages do not pass")
    good = {200: answer("FindingList")}
    errors = (401, 404, 422)
    parameters = [ID, check, outcome, *PAGED]
    return signed_in(operation(*told, good, errors, parameters))


def act(name: str, summary: str) -> Part:
    good = {200: answer("Site")}
    return signed_in(operation(name, summary, good, (401, 404), [ID]))
