"""Secrets and signatures (Standard Webhooks 1.0.0, symmetric).

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    random = secrets.token_bytes(SECRET_BYTES)
    return PREFIX + base64.b64encode(random).decode()


def headers(
    message_id: str, at: int, body: bytes, secrets: Iterable[str]
) -> dict[str, str]:
    """What goes with the body. ``at``: this try's time in seconds since 1970; one
    signature for each secret, so that a receiver that knows either is content."""
    signed = f"{message_id}.{at}.".encode() + body
    signatures = (f"v1,{signature(secret, signed)}" for secret in secrets)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(signatures),
    }


def signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
