"""Of what the API's description is made: operations, answers, parameters, lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from webapp.services.paging import MAX_CURSOR, MOST, USUAL
from webapp.services.submissions import MAX_KEY_CHARACTERS

Part = dict[str, Any]

TEXT: Part = {"type": "string"}
MOMENT: Part = {"type": "string", "format": "date-time"}
NULLABLE: Part = {"type": ["string", "null"]}
NULLABLE_MOMENT: Part = {"type": ["string", "null"], "format": "date-time"}
COUNT: Part = {"type": "integer", "minimum": 0}
NULLABLE_COUNT: Part = {"type": ["integer", "null"], "minimum": 0}
PERCENT: Part = {"type": ["integer", "null"], "minimum": 0, "maximum": 100}
FLAG: Part = {"type": "boolean"}
NOTHING: Part = {"type": "null"}
LINK: Part = {"type": "string", "format": "uri-reference"}

CURSOR: Part = {
    "name": "cursor",
    "in": "query",
    "description": "The next_cursor of an answer, as it came.",
    "schema": {"type": "string", "maxLength": MAX_CURSOR},
}
LIMIT: Part = {
    "name": "limit",
    "in": "query",
    "description": "So many entries at most.",
    "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
}
PAGED = (CURSOR, LIMIT)
IDEMPOTENCY_KEY: Part = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The same key gives the same scan, for a day.",
    "schema": {"type": "string", "maxLength": MAX_KEY_CHARACTERS},
}
LOCATION: Part = {"Location": {"required": True, "schema": LINK}}
#: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
QUOTA: Part = {
    "RateLimit-Policy": {
        "description": "How many pages may be submitted: q in w seconds.",
        "schema": TEXT,
    },
    "RateLimit": {
        "description": "How many are left (r), and in how many seconds more are (t).",
        "schema": TEXT,
    },
}
RETRY_AFTER: Part = {
    "Retry-After": {
        "description": "Seconds after which it may succeed.",
        "schema": {"type": "integer", "minimum": 1},
    }
}

#: Of a body that is no JSON, too long, not called JSON, with a field that is wrong.
BODY_ERRORS = (400, 413, 415, 422)


@dataclass(frozen=True)
class RequestBody:
    """What a request may send; ``advice`` is for who sends more."""

    schema: Part
    advice: str = "send less"
    most_bytes: int = 64 * 1024

    @property
    def length(self) -> str:
        kibibytes = self.most_bytes / 1024
        return f"{kibibytes:g} KiB" if kibibytes < 1024 else f"{kibibytes / 1024:g} MiB"


def identified(description: str, **schema: Any) -> Part:
    """The parameter of a path that names one thing."""
    shape = {"type": "string", **schema}
    told = {"description": description, "schema": shape}
    return {"name": "id", "in": "path", "required": True, **told}


def operation(
    name: str,
    summary: str,
    good: dict[int, Part],
    errors: Sequence[int],
    parameters: Sequence[Part] = (),
    body: RequestBody | None = None,
) -> Part:
    """503 may always be, where the database is away."""
    of_body = BODY_ERRORS if body else ()
    bad = sorted({*errors, *of_body, 503})
    answers = {**good, **{status: error(status) for status in bad}}
    told: Part = {
        "operationId": name,
        "summary": summary,
        "parameters": list(parameters),
        "responses": {str(status): part for status, part in answers.items()},
    }
    if body is not None:
        told["requestBody"] = {
            "description": f"At most {body.length}.",
            "required": True,
            "content": json_of(body.schema),
        }
    return told


def with_quota(told: Part) -> Part:
    """The same, whose answers say what may still be submitted."""
    responses = {
        status: {**part, "headers": {**part.get("headers", {}), **QUOTA}}
        if status not in ("401", "503")
        else part
        for status, part in told["responses"].items()
    }
    return {**told, "responses": responses}


def signed_in(told: Part) -> Part:
    """The same, which needs a token."""
    return {**told, "security": [{"token": []}]}


def error(status: int) -> Part:
    told = answer("Error")
    return {**told, "headers": RETRY_AFTER} if status in (429, 503) else told


def answer(schema: str, headers: Part | None = None) -> Part:
    content = json_of({"$ref": f"#/components/schemas/{schema}"})
    told: Part = {"description": schema, "content": content}
    return {**told, "headers": headers} if headers else told


def gone(description: str) -> Part:
    return {"description": description}


def json_of(schema: Part) -> Part:
    return {"application/json": {"schema": schema}}


def of(required: Part, **optional: Any) -> Part:
    """An object with these properties; others may come."""
    properties = {**required, **optional}
    return {"type": "object", "required": list(required), "properties": properties}


def only(properties: Part, **more: Any) -> Part:
    """An object that may have these properties, and no other."""
    told = {"type": "object", "properties": properties, **more}
    return {**told, "additionalProperties": False}


def list_of(name: str, **more: Any) -> Part:
    """A part of a list; ``more`` is only there where it was asked for."""
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    links = of({"next": {"anyOf": [LINK, NOTHING]}})
    return of({"items": items, "next_cursor": NULLABLE, "links": links}, **more)


def or_null(name: str) -> Part:
    return {"anyOf": [{"$ref": f"#/components/schemas/{name}"}, NOTHING]}


def extended(name: str, part: Part) -> Part:
    """What another schema has, and more."""
    return {"allOf": [{"$ref": f"#/components/schemas/{name}"}, part]}


def links_of(*names: str, description: str = "") -> Part:
    told = {"description": description} if description else {}
    return {
        "type": "object",
        "required": list(names),
        **told,
        "additionalProperties": LINK,
    }
