"""Webhooks."""

from __future__ import annotations

import uuid

from webapp.services.webhooks import sending


def send_webhooks(endpoint_id: str) -> str:
    """Send what is due to an endpoint (a UUID's text)."""
    return sending.deliver(uuid.UUID(endpoint_id))
