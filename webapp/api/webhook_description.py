"""The part of the API's description that is about webhooks."""

from __future__ import annotations

from typing import Any

from webapp.api.described import (
    COUNT,
    FLAG,
    LOCATION,
    MOMENT,
    NULLABLE,
    NULLABLE_MOMENT,
    PAGED,
    TEXT,
    Part,
    RequestBody,
    answer,
    extended,
    gone,
    identified,
    links_of,
    list_of,
    of,
    only,
    operation,
    signed_in,
)
from webapp.services.webhooks.endpoints import MAX_NAME
from webapp.services.webhooks.events import CHOICES, Event, Status

ID = identified("The id of a webhook.", format="uuid")
DELIVERY_ID = {**identified("The id of a delivery."), "name": "delivery"}
EVENTS: Part = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "string", "enum": [str(event) for event in CHOICES]},
}
WEBHOOK = of(
    {
        "id": {"type": "string", "format": "uuid"},
        "url": TEXT,
        "name": TEXT,
        "events": EVENTS,
        "is_on": FLAG,
        "off_because": NULLABLE,
        "failing_since": NULLABLE_MOMENT,
        "created_at": MOMENT,
        "links": links_of(
            "self",
            "html",
            "deliveries",
            description="test and disable are there while it is on, enable while not.",
        ),
    }
)
WITH_SECRET = extended(
    "Webhook", of({"secret": {"type": "string", "pattern": "^whsec_"}})
)
DELIVERY = of(
    {
        "id": {**TEXT, "description": "What the header webhook-id says."},
        "event": {"type": "string", "enum": [str(event) for event in Event]},
        "status": {"type": "string", "enum": [str(status) for status in Status]},
        "tries": COUNT,
        "answer": {**NULLABLE, "description": "The last status, or a code of ours."},
        "created_at": MOMENT,
        "due_at": NULLABLE_MOMENT,
        "ended_at": NULLABLE_MOMENT,
        "links": links_of(description="resend is there once it may be sent again."),
    }
)
SCHEMAS = {
    "Webhook": WEBHOOK,
    "WebhookWithSecret": WITH_SECRET,
    "WebhookList": list_of("Webhook"),
    "Delivery": DELIVERY,
    "DeliveryList": list_of("Delivery"),
}

URL: Part = {"type": "string", "maxLength": 2048}
NAME: Part = {"type": "string", "maxLength": MAX_NAME}
NEW_WEBHOOK = RequestBody(
    only(
        {
            "url": URL,
            "name": {**NAME, "default": ""},
            "events": {**EVENTS, "default": [str(event) for event in CHOICES]},
        },
        required=["url"],
    )
)
CHANGES = RequestBody(
    only(
        {"url": URL, "name": NAME, "events": EVENTS},
        description="What is not named stays.",
    )
)


def paths() -> dict[str, Any]:
    one = "/api/v1/webhooks/{id}"
    log = f"{one}/deliveries"
    return {
        "/api/v1/webhooks": {"get": own(), "post": create()},
        one: {"get": read(), "patch": change(), "delete": delete()},
        f"{one}/secret": {"post": change_secret()},
        f"{one}/enable": {"post": enable()},
        f"{one}/disable": {"post": disable()},
        f"{one}/test": {"post": send_test()},
        log: {"get": deliveries()},
        f"{log}/{{delivery}}/resend": {"post": resend()},
    }


def own() -> Part:
    told = ("listWebhooks", "The user's webhooks", {200: answer("WebhookList")})
    return signed_in(operation(*told, (401, 422), PAGED))


def create() -> Part:
    good = {201: answer("WebhookWithSecret", LOCATION)}
    told = ("createWebhook", "Add a webhook", good, (401,))
    return signed_in(operation(*told, body=NEW_WEBHOOK))


def read() -> Part:
    good = {200: answer("Webhook")}
    return signed_in(operation("readWebhook", "One webhook", good, (401, 404), [ID]))


def change() -> Part:
    told = ("changeWebhook", "Change a webhook", {200: answer("Webhook")})
    return signed_in(operation(*told, (401, 404, 429), [ID], CHANGES))


def delete() -> Part:
    told = ("deleteWebhook", "Delete a webhook", {204: gone("It is gone.")})
    return signed_in(operation(*told, (401, 404), [ID]))


def change_secret() -> Part:
    told = ("changeSecret", "A new secret", {200: answer("WebhookWithSecret")})
    return signed_in(operation(*told, (401, 404), [ID]))


def enable() -> Part:
    told = ("enableWebhook", "Turn it on: what waited is sent")
    return signed_in(operation(*told, {200: answer("Webhook")}, (401, 404, 429), [ID]))


def disable() -> Part:
    told = ("disableWebhook", "Turn it off: nothing is sent")
    return signed_in(operation(*told, {200: answer("Webhook")}, (401, 404), [ID]))


def send_test() -> Part:
    told = ("testWebhook", "Send a test", {202: answer("Delivery")})
    return signed_in(operation(*told, (401, 404, 409, 429), [ID]))


def deliveries() -> Part:
    told = ("listDeliveries", "What was sent", {200: answer("DeliveryList")})
    return signed_in(operation(*told, (401, 404, 422), [ID, *PAGED]))


def resend() -> Part:
    told = ("resendDelivery", "Send a message once more", {202: answer("Delivery")})
    return signed_in(operation(*told, (401, 404, 409, 429), [ID, DELIVERY_ID]))
