"""Canonical URLs in Link headers (RFC 8288)."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from webapp.domain.fetched_page import FetchedPage

LINK = re.compile(r"<([^>]*)>((?:\s*;\s*[^;,]+)*)")
CANONICAL = re.compile(r";\s*rel\s*=\s*\"?[^\";]*\bcanonical\b", re.IGNORECASE)


def header_canonicals(fetched: FetchedPage) -> list[str]:
    """The absolute URLs that Link headers name as canonical."""
    found = []
    for value in fetched.header_all("Link"):
        for url, parameters in LINK.findall(value):
            if CANONICAL.search(parameters):
                found.append(absolute(fetched.final_url, url))
    return found


def absolute(base: str, url: str) -> str:
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return url
