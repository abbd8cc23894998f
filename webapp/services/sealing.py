"""Secrets that we must be able to read again, sealed for the database.

The key comes from ``SECRET_KEY``, so a copy of the database alone opens nothing. What
was sealed under an earlier key opens while that is among ``SECRET_KEY_FALLBACKS``.
https://cryptography.io/en/latest/fernet/
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from webapp.services.current import settings

PURPOSE = b"XenlixAI: sealed secrets, 1"


class CannotOpen(Exception):
    """It was sealed under a key that is not known any more."""


def seal(secret: str) -> str:
    return keys().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises ``CannotOpen``."""
    try:
        return keys().decrypt(sealed).decode()
    except InvalidToken:
        raise CannotOpen from None


def keys() -> MultiFernet:
    """The first one seals; each opens."""
    chosen = settings()
    texts = (chosen.secret_key, *chosen.secret_key_fallbacks)
    return MultiFernet([Fernet(derived(text)) for text in texts])


def derived(secret_key: str) -> bytes:
    """A key for this purpose alone (RFC 5869)."""
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(kdf.derive(secret_key.encode()))
