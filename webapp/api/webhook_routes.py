"""Webhooks of the token's user: make, read, change, steer, delete; their log."""

from __future__ import annotations

import uuid
from typing import Any

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue

from webapp.api import lists
from webapp.api.blueprint import bp
from webapp.api.body import json_body
from webapp.api.fields import Body, text_of, texts_of
from webapp.api.webhook_description import CHANGES, NEW_WEBHOOK
from webapp.models import WebhookDelivery, WebhookEndpoint
from webapp.security import current_user, sign_in_required
from webapp.security.sendings import webhook_sendings
from webapp.services.reports import iso
from webapp.services.webhooks import deliveries, endpoints, paged
from webapp.services.webhooks.events import CHOICES
from webapp.services.webhooks.sending import message_id


def find(endpoint_id: uuid.UUID) -> WebhookEndpoint:
    return endpoints.find(current_user(), endpoint_id)


@bp.get("/webhooks")
@sign_in_required
def list_webhooks() -> ResponseReturnValue:
    """Oldest first; there are at most ``endpoints.MAX_ENDPOINTS``."""
    asked = lists.asked()
    found = paged.endpoints_of(current_user(), asked.cursor, asked.limit)
    return jsonify(lists.listed(found, webhook_json))


@bp.post("/webhooks")
@sign_in_required
def create_webhook() -> ResponseReturnValue:
    """201 with the webhook and its secret, which no other answer holds."""
    body = json_body(NEW_WEBHOOK)
    endpoint, secret = endpoints.create(
        current_user(), text_of(body, "url"), events_of(body), text_of(body, "name", "")
    )
    made = webhook_json(endpoint)
    return jsonify({**made, "secret": secret}), 201, {"Location": made["links"]["self"]}


@bp.get("/webhooks/<uuid:endpoint_id>")
@sign_in_required
def read_webhook(endpoint_id: uuid.UUID) -> ResponseReturnValue:
    return jsonify(webhook_json(find(endpoint_id)))


@bp.patch("/webhooks/<uuid:endpoint_id>")
@sign_in_required
@webhook_sendings
def change_webhook(endpoint_id: uuid.UUID) -> ResponseReturnValue:
    """What is named; the rest stays."""
    endpoint, body = find(endpoint_id), json_body(CHANGES)
    chosen = events_of(body) if "events" in body else endpoint.events.split()
    name = text_of(body, "name", endpoint.name)
    endpoints.change(endpoint, text_of(body, "url", endpoint.url), chosen, name)
    return jsonify(webhook_json(endpoint))


@bp.post("/webhooks/<uuid:endpoint_id>/enable")
@sign_in_required
@webhook_sendings
def enable_webhook(endpoint_id: uuid.UUID) -> ResponseReturnValue:
    """What waited is sent now; nothing happens to one that is on."""
    endpoint = find(endpoint_id)
    endpoints.enable(endpoint)
    return jsonify(webhook_json(endpoint))


@bp.post("/webhooks/<uuid:endpoint_id>/disable")
@sign_in_required
def disable_webhook(endpoint_id: uuid.UUID) -> ResponseReturnValue:
    """What waits is kept; nothing happens to one that is off."""
    endpoint = find(endpoint_id)
    endpoints.disable(endpoint)
    return jsonify(webhook_json(endpoint))


@bp.post("/webhooks/<uuid:endpoint_id>/test")
@sign_in_required
@webhook_sendings
def test_webhook(endpoint_id: uuid.UUID) -> ResponseReturnValue:
    """202 with the message, which goes out in the background."""
    endpoint = find(endpoint_id)
    delivery = endpoints.test(endpoint)
    return jsonify(delivery_json(endpoint, delivery)), 202


@bp.delete("/webhooks/<uuid:endpoint_id>")
@sign_in_required
def delete_webhook(endpoint_id: uuid.UUID) -> ResponseReturnValue:
    endpoints.remove(find(endpoint_id))
    return "", 204


@bp.post("/webhooks/<uuid:endpoint_id>/secret")
@sign_in_required
def change_webhook_secret(endpoint_id: uuid.UUID) -> ResponseReturnValue:
    """The new secret; the one before signs as well for a day."""
    endpoint = find(endpoint_id)
    secret = endpoints.rotate(endpoint)
    return jsonify({**webhook_json(endpoint), "secret": secret})


@bp.get("/webhooks/<uuid:endpoint_id>/deliveries")
@sign_in_required
def list_deliveries(endpoint_id: uuid.UUID) -> ResponseReturnValue:
    """Newest first."""
    endpoint, asked = find(endpoint_id), lists.asked()
    found = paged.deliveries_of(endpoint, asked.cursor, asked.limit)
    return jsonify(lists.listed(found, lambda one: delivery_json(endpoint, one)))


@bp.post("/webhooks/<uuid:endpoint_id>/deliveries/<string:delivery>/resend")
@sign_in_required
@webhook_sendings
def resend_delivery(endpoint_id: uuid.UUID, delivery: str) -> ResponseReturnValue:
    """202 with the message, which goes out once more under the same id."""
    endpoint = find(endpoint_id)
    sent = deliveries.resend(endpoint, deliveries.id_in(delivery))
    return jsonify(delivery_json(endpoint, sent)), 202


def webhook_json(endpoint: WebhookEndpoint) -> dict[str, Any]:
    return {
        "id": str(endpoint.id),
        "url": endpoint.url,
        "name": endpoint.name,
        "events": endpoint.events.split(),
        "is_on": endpoint.disabled_at is None,
        "off_because": endpoint.disabled_because or None,
        "failing_since": iso(endpoint.failing_since),
        "created_at": iso(endpoint.created_at),
        "links": links_of(endpoint),
    }


def links_of(endpoint: WebhookEndpoint) -> dict[str, str]:
    names = {"self": "api.read_webhook", "html": "webhooks.show"}
    names["deliveries"] = "api.list_deliveries"
    if endpoint.disabled_at is None:
        names |= {"test": "api.test_webhook", "disable": "api.disable_webhook"}
    else:
        names["enable"] = "api.enable_webhook"
    return {
        link: url_for(name, endpoint_id=endpoint.id) for link, name in names.items()
    }


def delivery_json(
    endpoint: WebhookEndpoint, delivery: WebhookDelivery
) -> dict[str, Any]:
    """``id`` is what the receiver saw as ``webhook-id``."""
    name, links = message_id(delivery), {}
    if delivery.due_at is None and endpoint.disabled_at is None:
        links["resend"] = url_for(
            "api.resend_delivery", endpoint_id=endpoint.id, delivery=name
        )
    return {
        "id": name,
        "event": delivery.event,
        "status": delivery.status,
        "tries": delivery.tries,
        "answer": delivery.answer or None,
        "created_at": iso(delivery.created_at),
        "due_at": iso(delivery.due_at),
        "ended_at": iso(delivery.ended_at),
        "links": links,
    }


def events_of(body: Body) -> list[str]:
    """All where none is named."""
    return texts_of(body, "events") if "events" in body else list(CHOICES)
