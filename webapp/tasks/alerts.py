"""Alerts."""

from __future__ import annotations

import uuid

from webapp.services.alerts import digests


def send_alerts(user_id: str) -> str:
    """Mail a user (a UUID's text) what is to be told."""
    return digests.deliver(uuid.UUID(user_id))
