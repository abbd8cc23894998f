"""Random secrets that people and programs carry; we keep only their SHA-256.

A fast hash is enough: nobody guesses 256 random bits, and a stolen table opens nothing.
"""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import ColumnElement, delete

from webapp.extensions import db
from webapp.models import PasswordReset, SetupLink


def new_token() -> str:
    """256 random bits as 43 characters that fit into a URL and a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored for a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def use_up(link: type[SetupLink | PasswordReset], is_good: ColumnElement[bool]) -> bool:
    """Delete the link that is good for one use, within the caller's transaction: of two
    who come with it at once, the one gets in whose DELETE found the row."""
    taken = db.session.execute(delete(link).where(is_good).returning(link.token_hash))
    return taken.scalar_one_or_none() is not None
