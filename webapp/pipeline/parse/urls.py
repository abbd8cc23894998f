"""Resolving what a page refers to."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

WEB = re.compile(r"https?://", re.I)
HAS_HOST = re.compile(r"(?:https?|ftp)://", re.I)


@lru_cache(maxsize=4096)
def resolve(base: str, href: str | None) -> str:
    """The absolute URL, or empty where ``href`` is missing, blank or no URL."""
    if href is None or not href.strip():
        return ""
    try:
        joined = urljoin(base, href.strip())
        parts = urlsplit(joined)
        _ = parts.port  # raises for a port that is none
    except ValueError:
        return ""
    is_broken = bool(HAS_HOST.match(joined)) and not parts.hostname
    return "" if is_broken else joined


def is_internal(base: str, url: str) -> bool | None:
    """Whether a web URL stays on the host, ``www.`` aside; None for other schemes."""
    if not WEB.match(url):
        return None
    return host(base) == host(url)


@lru_cache(maxsize=4096)
def host(url: str) -> str:
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")
