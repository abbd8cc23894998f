"""The API's own description; a test holds it against the routes and their answers."""

from __future__ import annotations

from typing import Any

from webapp.api import (
    schedule_description,
    schedule_schemas,
    site_description,
    site_schemas,
    webhook_description,
)
from webapp.api.described import (
    COUNT,
    IDEMPOTENCY_KEY,
    LOCATION,
    MOMENT,
    NULLABLE_MOMENT,
    PAGED,
    TEXT,
    Part,
    RequestBody,
    answer,
    extended,
    identified,
    links_of,
    list_of,
    of,
    only,
    operation,
    or_null,
    with_quota,
)
from webapp.api.report_schema import REPORT
from webapp.domain.status import ScanStatus, Step
from webapp.services.submissions import MAX_QUERIES, MAX_QUERY_CHARACTERS

ID = identified("The id of a scan.")
ATTEMPT = (
    "Raised each time a worker begins the scan, and once more where it is canceled."
)
SCAN = of(
    {
        "id": TEXT,
        "status": {"type": "string", "enum": [str(status) for status in ScanStatus]},
        "step": {"type": ["string", "null"], "enum": [*map(str, Step), None]},
        "progress": {"type": "integer", "minimum": 0, "maximum": 100},
        "attempt": COUNT | {"description": ATTEMPT},
        "url": TEXT,
        "created_at": MOMENT,
        "finished_at": NULLABLE_MOMENT,
        "links": links_of(
            "self", "html", description="cancel is there while the sender may cancel."
        ),
    }
)
WITH_REPORT = extended(
    "Scan", of({"error": or_null("Problem"), "report": or_null("Report")})
)
SUBMISSION = RequestBody(
    only(
        {
            "url": {"type": "string", "maxLength": 2048},
            "queries": {
                "type": "array",
                "maxItems": MAX_QUERIES,
                "items": {"type": "string", "maxLength": MAX_QUERY_CHARACTERS},
                "default": [],
                "description": "What the page should be found for.",
            },
            "force": {
                "type": "boolean",
                "default": False,
                "description": "Scan also where a scan of this URL is under way.",
            },
        },
        required=["url"],
    ),
    'send a long list of addresses as "urls" to /api/v1/sites',
)
SCHEMAS = {
    "Scan": SCAN,
    "ScanWithReport": WITH_REPORT,
    "ScanList": list_of("Scan", page=COUNT, pages=COUNT, total=COUNT),
    "Report": REPORT,
    **site_schemas.SCHEMAS,
    **schedule_schemas.SCHEMAS,
    **webhook_description.SCHEMAS,
    "Error": of({"error": {"$ref": "#/components/schemas/Problem"}}),
    "Problem": of({"code": TEXT, "message": TEXT}),
}


def description(public_url: str, version: str) -> dict[str, Any]:
    """OpenAPI 3.1 for this installation."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "XenlixAI", "version": version},
        "servers": [{"url": public_url}],
        # With a token a scan is the user's; without one it is a visitor's.
        "security": [{}, {"token": []}],
        "paths": paths(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": SCHEMAS,
        },
    }


def paths() -> dict[str, Any]:
    one = "/api/v1/scans/{id}"
    return {
        "/api/v1/scans": {"post": submit(), "get": own()},
        one: {"get": read()},
        f"{one}/cancel": {"post": cancel()},
        **site_description.paths(),
        **schedule_description.paths(),
        **webhook_description.paths(),
        "/api/v1/openapi.json": {"get": itself()},
    }


def submit() -> Part:
    good = {202: answer("Scan", LOCATION)}
    told = ("createScan", "Submit a URL", good, (401, 429))
    return with_quota(operation(*told, [IDEMPOTENCY_KEY], SUBMISSION))


def own() -> Part:
    number = {
        "name": "page",
        "in": "query",
        "description": "A page by number instead: it counts them, and shifts when "
        "scans are added. What is no page is the first or the last.",
        "schema": TEXT,
    }
    query = {
        "name": "q",
        "in": "query",
        "description": "A part of the URL or of the title.",
        "schema": TEXT,
    }
    told = ("listScans", "The token's scans, newest first", {200: answer("ScanList")})
    return with_quota(operation(*told, (401, 422), [*PAGED, number, query]))


def read() -> Part:
    good = {200: answer("ScanWithReport")}
    return operation("readScan", "One scan", good, (401, 404, 429), [ID])


def cancel() -> Part:
    told = ("cancelScan", "Cancel a scan", {200: answer("Scan")})
    return operation(*told, (401, 403, 404, 409, 429), [ID])


def itself() -> Part:
    content = {"application/json": {"schema": {"type": "object"}}}
    good = {200: {"description": "OpenAPI 3.1", "content": content}}
    return operation("describe", "This description", good, ())
