"""The mail server of ``SMTP_URL``.

``smtp://`` speaks TLS after STARTTLS where the server offers it, and must where there
is a password; ``smtps://`` speaks TLS from the start.
https://www.rfc-editor.org/rfc/rfc3207 https://www.rfc-editor.org/rfc/rfc8314
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in; ``sender`` is empty where the URL names none."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    is_tls_first: bool
    sender: str


def parse_smtp_url(raw: str) -> MailServer:
    """From ``smtps://user:password@host:465?from=scans@example.com``; a ``ValueError``
    says what to write."""
    try:
        return take_apart(raw)
    except ValueError as error:
        raise ValueError(
            "use a URL like smtps://user:password@host:465?from=scans@example.com "
            "or smtp://host:587"
        ) from error


def take_apart(raw: str) -> MailServer:
    parts = urlsplit(raw)
    query = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    if (
        parts.scheme not in PORTS
        or not parts.hostname
        or not re.fullmatch(r"[!-~]+", raw)
        or not re.fullmatch(r"[\w:-]+(\.[\w-]+)*\.?", parts.hostname)
        or parts.path.strip("/")
        or parts.fragment
        or set(query) - {"from"}
    ):
        raise ValueError("no such URL")
    sender = query.get("from", [""])[0]
    if sender and not re.fullmatch(r"[^@\s]+@[\w.-]+", sender):
        raise ValueError("no address")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        raise ValueError("smtplib signs in with ASCII alone")
    return MailServer(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=user,
        password=password,
        is_tls_first=parts.scheme == "smtps",
        sender=sender,
    )
