"""Mail."""

from __future__ import annotations

import uuid

from webapp.services import password_resets


def send_password_reset(user_id: str) -> bool:
    """Send a user (a UUID's text) the link to set a new password."""
    return password_resets.deliver(uuid.UUID(user_id))
