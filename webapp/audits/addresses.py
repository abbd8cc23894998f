"""When two URLs are the same address, and whether a URL is one at all."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, unquote, urlsplit

import idna

DEFAULT_PORTS = {"http": 80, "https": 443}
#: What no host may have, also when written as %20.
#: https://url.spec.whatwg.org/#forbidden-domain-code-point
FORBIDDEN_IN_HOST = re.compile(r"[\x00-\x20\x7f#/<>?@\[\\\]^|%:]")
ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
KEPT = "!#$%&'()*+,/:;=?@[]~"
#: Parameters that say where a visitor came from, and change nothing of the page.
TRACKING = re.compile(
    r"(?:utm_\w+|gclid|gclsrc|gbraid|wbraid|dclid|fbclid|msclkid|yclid|ttclid|twclid"
    r"|li_fat_id|igshid|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi|srsltid)",
    re.I,
)


def is_web_address(url: str) -> bool:
    """Whether it is an http or https URL with a host that can exist."""
    parts = split(url)
    if parts is None or parts.scheme not in DEFAULT_PORTS:
        return False
    if ":" in (parts.hostname or ""):
        return True  # urlsplit has looked at an IPv6 address
    host = unquote(parts.hostname or "")
    return bool(host) and not FORBIDDEN_IN_HOST.search(host)


def normalised(url: str) -> str:
    """The URL in a form that can be compared: scheme and host in lower case, the host
    in Punycode, no default port, no fragment, no ``.`` or ``..`` in the path, ``/`` for
    no path, and one way of percent-encoding. What is no URL comes back as it is."""
    parts = split(url)
    if parts is None or not parts.hostname:
        return url.strip()
    path = without_dots(escaped(parts.path))
    query = f"?{escaped(parts.query)}" if parts.query else ""
    return f"{parts.scheme}://{authority(parts)}{path}{query}"


def without_tracking(url: str) -> str:
    """The URL without the parameters that only count visitors."""
    parts = split(url)
    if parts is None or not parts.query:
        return url
    kept = [
        pair
        for pair in parts.query.split("&")
        if not TRACKING.fullmatch(pair.partition("=")[0])
    ]
    return parts._replace(query="&".join(kept)).geturl()


def split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port  # raises for a port that is none
    except ValueError:
        return None
    return parts


def authority(parts: SplitResult) -> str:
    host = ascii_host(parts.hostname or "")
    is_default = parts.port in (None, DEFAULT_PORTS.get(parts.scheme))
    return host if is_default else f"{host}:{parts.port}"


def ascii_host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return host


def without_dots(path: str) -> str:
    """The path from ``/`` on, with its steps to folders above gone."""
    kept: list[str] = []
    *folders, last = path.split("/")[1:] or [""]
    is_folder = last in (".", "..")
    for part in [*folders, last] if is_folder else folders:
        if part == "..":
            del kept[-1:]
        elif part != ".":
            kept.append(part)
    return "/".join(["", *kept, "" if is_folder else last])


def escaped(text: str) -> str:
    """Non-ASCII characters escaped, escapes that nobody needs undone."""
    return ESCAPE.sub(canonical_escape, quote(text, safe=KEPT))


def canonical_escape(match: re.Match[str]) -> str:
    sign = chr(int(match[0][1:], 16))
    return sign if UNRESERVED.fullmatch(sign) else match[0].upper()
