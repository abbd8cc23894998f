"""Random secrets that people and programs carry; we keep only their SHA-256.

A fast hash is enough: nobody guesses 256 random bits, and a stolen table opens nothing.
"""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """256 random bits as 43 characters that fit into a URL and a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored for a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
