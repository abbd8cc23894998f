"""The API's own description; a test holds it against the routes and their answers."""

from __future__ import annotations

from typing import Any

from webapp.api import webhook_description
from webapp.api.report_schema import REPORT
from webapp.domain.status import ScanStatus, Step

NOTHING = {"type": "null"}
NULLABLE_TEXT = {"type": ["string", "null"]}
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The same key gives the same scan, for a day.",
    "schema": {"type": "string", "maxLength": 255},
}

SCAN = {
    "type": "object",
    "required": [
        "id", "status", "step", "progress", "attempt", "url",
        "created_at", "finished_at", "links",
    ],
    "properties": {
        "id": {"type": "string"},
        "status": {"type": "string", "enum": [str(status) for status in ScanStatus]},
        "step": {"type": ["string", "null"], "enum": [*map(str, Step), None]},
        "progress": {"type": "integer", "minimum": 0, "maximum": 100},
        "attempt": {"type": "integer", "minimum": 0},
        "url": {"type": "string"},
        "created_at": {"type": "string", "format": "date-time"},
        "finished_at": NULLABLE_TEXT,
        "links": {
            "type": "object",
            "required": ["self", "html"],
            "description": "cancel is there while the sender may cancel.",
            "additionalProperties": {"type": "string", "format": "uri-reference"},
        },
    },
}  # fmt: skip
WITH_REPORT = {
    "allOf": [
        {"$ref": "#/components/schemas/Scan"},
        {
            "type": "object",
            "required": ["error", "report"],
            "properties": {
                "error": {"anyOf": [{"$ref": "#/components/schemas/Problem"}, NOTHING]},
                "report": {"anyOf": [{"$ref": "#/components/schemas/Report"}, NOTHING]},
            },
        },
    ]
}
PAGE = {
    "type": "object",
    "required": ["items", "page", "pages", "total"],
    "properties": {
        "items": {"type": "array", "items": {"$ref": "#/components/schemas/Scan"}},
        "page": {"type": "integer"},
        "pages": {"type": "integer"},
        "total": {"type": "integer"},
    },
}
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"$ref": "#/components/schemas/Problem"}},
}
PROBLEM = {
    "type": "object",
    "required": ["code", "message"],
    "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
}


def description(public_url: str, version: str) -> dict[str, Any]:
    """OpenAPI 3.1 for this installation."""
    scheme = {"type": "http", "scheme": "bearer"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "XenlixAI", "version": version},
        "servers": [{"url": public_url}],
        # With a token a scan is the user's; without one it is a visitor's.
        "security": [{}, {"token": []}],
        "paths": paths(),
        "components": {
            "securitySchemes": {"token": scheme},
            "schemas": {
                "Scan": SCAN,
                "ScanWithReport": WITH_REPORT,
                "ScanPage": PAGE,
                "Report": REPORT,
                **webhook_description.SCHEMAS,
                "Error": ERROR,
                "Problem": PROBLEM,
            },
        },
    }


def paths() -> dict[str, Any]:
    page = {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1}}
    query = {"name": "q", "in": "query", "schema": {"type": "string"}}
    cancel = operation("Cancel a scan", {"200": "Scan"}, [ID], (401, 403, 404, 409))
    errors = (400, 401, 413, 415, 422, 429)
    submit = operation("Submit a URL", {"202": "Scan"}, [IDEMPOTENCY_KEY], errors)
    return {
        "/api/v1/scans": {
            "post": {
                **submit,
                "requestBody": {"required": True, "content": json_of(SUBMISSION)},
            },
            "get": operation(
                "The token's scans", {"200": "ScanPage"}, [page, query], (401,)
            ),
        },
        "/api/v1/scans/{id}": {
            "get": operation("One scan", {"200": "ScanWithReport"}, [ID], (401, 404))
        },
        "/api/v1/scans/{id}/cancel": {"post": cancel},
        **webhook_paths(),
        "/api/v1/openapi.json": {
            "get": {
                "summary": "This description",
                "responses": {"200": {"description": "OpenAPI 3.1"}},
            }
        },
    }


def webhook_paths() -> dict[str, Any]:
    one = "/api/v1/webhooks/{id}"
    known = (401, 404)
    made = {"201": "WebhookWithSecret"}
    create = operation("Add a webhook", made, [], (400, 401, 413, 415, 422))
    body = {"required": True, "content": json_of(webhook_description.NEW_WEBHOOK)}
    delete = operation("Delete a webhook", {}, [ID], known)
    delete["responses"]["204"] = {"description": "It is gone."}
    changed = {"200": "WebhookWithSecret"}
    return {
        "/api/v1/webhooks": {
            "get": operation("The user's webhooks", {"200": "WebhookList"}, [], (401,)),
            "post": {**create, "requestBody": body},
        },
        one: {
            "get": operation("One webhook", {"200": "Webhook"}, [ID], known),
            "delete": delete,
        },
        f"{one}/secret": {"post": operation("A new secret", changed, [ID], known)},
        f"{one}/deliveries": {
            "get": operation("What was sent", {"200": "DeliveryList"}, [ID], known)
        },
    }


SUBMISSION = {
    "type": "object",
    "required": ["url"],
    "properties": {
        "url": {"type": "string", "maxLength": 2048},
        "queries": {
            "type": "array",
            "maxItems": 5,
            "items": {"type": "string", "maxLength": 200},
            "default": [],
            "description": "What the page should be found for.",
        },
        "force": {
            "type": "boolean",
            "default": False,
            "description": "Scan also where a scan of this URL is under way.",
        },
    },
}


def operation(
    summary: str,
    good: dict[str, str],
    parameters: list[dict[str, Any]],
    errors: tuple[int, ...],
) -> dict[str, Any]:
    responses = {status: answer(name) for status, name in good.items()}
    responses |= {str(status): answer("Error") for status in (*errors, 503)}
    return {"summary": summary, "parameters": parameters, "responses": responses}


def answer(schema: str) -> dict[str, Any]:
    content = json_of({"$ref": f"#/components/schemas/{schema}"})
    return {"description": schema, "content": content}


def json_of(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
