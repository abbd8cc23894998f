"""Passwords: which are taken, how they are hashed and checked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from webapp.exceptions import Refused, Unavailable
from webapp.services.common_passwords import COMMON_PASSWORDS

MIN_LENGTH = 8
MAX_LENGTH = 1024
#: argon2-cffi's defaults are RFC 9106's second choice: 3 passes over 64 MiB.
HASHER = PasswordHasher()
#: Each hash takes its 64 MiB for some 50 ms, so a burst of sign-ins would otherwise
#: decide how much memory a web process needs.
PARALLEL_HASHES = 2
PATIENCE_SECONDS = 10.0
#: The hash of a password that nobody has, made with the defaults: checking against it
#: makes an unknown e-mail take as long as a known one.
NOBODYS_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$5PH/ORgqCroQZf5SnA5bOg$"
    "mMZg0HuOlZmPQbBlSFkEpqpXNjlaJZakFLYZn/EqvQI"
)

_slots = threading.BoundedSemaphore(PARALLEL_HASHES)


def check(password: str, email: str) -> None:
    """Raise ``Refused`` for a password that would be guessed or is out of bounds."""
    if len(password) < MIN_LENGTH:
        raise Refused("bad_password", f"Use at least {MIN_LENGTH} characters.")
    if len(password) > MAX_LENGTH:
        raise Refused("bad_password", f"Use at most {MAX_LENGTH} characters.")
    if not is_text(password):
        raise Refused("bad_password", "Use letters, digits and signs of any writing.")
    lowered = password.strip().lower()
    if lowered in (email.lower(), email.lower().partition("@")[0]):
        raise Refused("bad_password", "Use something other than your e-mail address.")
    if lowered in COMMON_PASSWORDS or len(set(lowered)) < 2:
        raise Refused("bad_password", "Many people use this one: choose another.")


def is_text(password: str) -> bool:
    """A command line, and JSON, may carry what is none: it could not be hashed."""
    try:
        password.encode()
    except UnicodeEncodeError:
        return False
    return True


def hashed(password: str) -> str:
    with _slot():
        return HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether this is the password; ``None`` stands for a user who does not exist."""
    if len(password) > MAX_LENGTH or not is_text(password):
        return False
    with _slot():
        try:
            HASHER.verify(stored or NOBODYS_HASH, password)
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(stored)


@contextmanager
def _slot() -> Iterator[None]:
    if not _slots.acquire(timeout=PATIENCE_SECONDS):
        sentence = "Many people are signing in. Please try again in a moment."
        raise Unavailable("busy", sentence, retry_after=5)
    try:
        yield
    finally:
        _slots.release()
