"""How the text of a setting becomes a value; a ``ValueError`` says what to write."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from webapp.domain.settings import Network


def parse_flag(raw: str) -> bool:
    flags = {"1": True, "true": True, "yes": True, "on": True}
    flags |= {"0": False, "false": False, "no": False, "off": False}
    if raw.lower() not in flags:
        raise ValueError("use 1 or 0")
    return flags[raw.lower()]


def parse_number(raw: str, low: int, high: int) -> int:
    if not re.fullmatch(r"\d{1,12}", raw) or not low <= int(raw) <= high:
        raise ValueError(f"use a whole number from {low} to {high}")
    return int(raw)


def parse_duration(raw: str) -> int:
    """Seconds from ``300``, ``300s``, ``5m``, ``2h`` or ``7d``."""
    match = re.fullmatch(r"(\d{1,9})([smhd]?)", raw)
    if not match or int(match[1]) == 0:
        raise ValueError("use seconds or a form like 300s, 5m, 2h, 7d")
    return int(match[1]) * {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}[match[2]]


def parse_networks(raw: str) -> tuple[Network, ...]:
    parts = [part for part in re.split(r"[\s,]+", raw) if part]
    try:
        return tuple(ipaddress.ip_network(part) for part in parts)
    except ValueError as error:
        raise ValueError(f"use networks like 10.0.0.0/8,fd00::/8 ({error})") from error


def parse_web_url(raw: str) -> str:
    """In ASCII, as it stands in headers as well."""
    try:
        parts = urlsplit(raw)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port  # raises for a port that is none
    except ValueError:
        is_web = False
    if not (is_web and re.fullmatch(r"[!-~]+", raw)):
        raise ValueError("use a URL like https://scans.example.com, in ASCII")
    return raw


def parse_header(raw: str) -> str:
    """What a header of HTTP can carry."""
    if not re.fullmatch(r"[ -~\xa0-\xff]+", raw):
        raise ValueError("use one line of Latin letters, digits and signs")
    return raw


def parse_token(raw: str) -> str:
    """A key of a service; its error does not repeat it."""
    if not re.fullmatch(r"[!-~]+", raw):
        raise ValueError("use a key without spaces, in ASCII")
    return raw


def parse_sentry_dsn(raw: str) -> str:
    """Where Sentry takes reports: ``https://<public key>@<host>/<project>``.
    https://docs.sentry.io/concepts/key-terms/dsn-explainer/"""
    if not re.fullmatch(r"https?://[!-~]+@[!-~]+/\d+", raw):
        raise ValueError("use a DSN like https://key@sentry.example.com/1")
    return raw


def parse_no_debug(raw: str) -> str:
    """Flask's debugger shows the program's insides and runs what one types there.
    https://flask.palletsprojects.com/en/stable/debugging/"""
    if raw.lower() not in ("0", "false", "no"):
        raise ValueError("production starts without it, set it to 0")
    return raw


def without_password(raw: str) -> str:
    """A value for a message: what may be a name and password is left out."""
    return re.sub(r"//.*@", "//…@", raw)
