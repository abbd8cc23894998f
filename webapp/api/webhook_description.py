"""The part of the API's description that is about webhooks."""

from __future__ import annotations

from typing import Any

from webapp.services.webhooks.endpoints import MAX_NAME
from webapp.services.webhooks.events import CHOICES, Event, Status

TEXT = {"type": "string"}
MOMENT = {"type": "string", "format": "date-time"}
NULLABLE = {"type": ["string", "null"]}
EVENTS = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "string", "enum": [str(event) for event in CHOICES]},
}

WEBHOOK = {
    "type": "object",
    "required": [
        "id", "url", "name", "events", "is_on", "off_because", "failing_since",
        "created_at", "links",
    ],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "url": TEXT,
        "name": TEXT,
        "events": EVENTS,
        "is_on": {"type": "boolean"},
        "off_because": NULLABLE,
        "failing_since": NULLABLE,
        "created_at": MOMENT,
        "links": {
            "type": "object",
            "required": ["self", "html", "deliveries"],
            "additionalProperties": {"type": "string", "format": "uri-reference"},
        },
    },
}  # fmt: skip
WITH_SECRET = {
    "allOf": [
        {"$ref": "#/components/schemas/Webhook"},
        {
            "type": "object",
            "required": ["secret"],
            "properties": {"secret": {"type": "string", "pattern": "^whsec_"}},
        },
    ]
}
DELIVERY = {
    "type": "object",
    "required": [
        "id", "event", "status", "tries", "answer", "created_at", "due_at", "ended_at",
    ],
    "properties": {
        "id": {"type": "string", "description": "What the header webhook-id says."},
        "event": {"type": "string", "enum": [str(event) for event in Event]},
        "status": {"type": "string", "enum": [str(status) for status in Status]},
        "tries": {"type": "integer", "minimum": 0},
        "answer": {**NULLABLE, "description": "The last status, or a code of ours."},
        "created_at": MOMENT,
        "due_at": NULLABLE,
        "ended_at": NULLABLE,
    },
}  # fmt: skip


def list_of(name: str) -> dict[str, Any]:
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    return {"type": "object", "required": ["items"], "properties": {"items": items}}


SCHEMAS = {
    "Webhook": WEBHOOK,
    "WebhookWithSecret": WITH_SECRET,
    "WebhookList": list_of("Webhook"),
    "Delivery": DELIVERY,
    "DeliveryList": list_of("Delivery"),
}

NEW_WEBHOOK = {
    "type": "object",
    "required": ["url"],
    "properties": {
        "url": {"type": "string", "maxLength": 2048},
        "name": {"type": "string", "maxLength": MAX_NAME, "default": ""},
        "events": {**EVENTS, "default": [str(event) for event in CHOICES]},
    },
}
