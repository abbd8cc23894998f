"""Why a page of a site has no report, in words."""

from __future__ import annotations

from http import HTTPStatus

WORDS = {
    "blocked_by_robots": "robots.txt keeps us out",
    "too_deep": "more clicks away than asked for",
    "pattern": "left out by your patterns",
    "timeout": "no answer in time",
    "connection_failed": "connection refused",
    "tls_error": "no secure connection",
    "bad_response": "no proper HTTP answer",
    "bad_redirect": "redirects to nowhere",
    "bad_encoding": "an answer that cannot be unpacked",
    "dns_not_found": "no server of this name",
    "dns_failure": "its name could not be looked up",
    "too_many_redirects": "too many redirects",
    "too_many_requests": "too many requests for one page",
    "unsupported_type": "not an HTML page",
    "blocked_address": "its address is not public",
    "robots_unreachable": "robots.txt could not be read",
    "deleted": "its scan was deleted",
    "canceled": "its scan was canceled",
}


def in_words(reason: str) -> str:
    """``HTTP 404 Not Found``; a code that is not known here reads as it is spelt."""
    kind, _, number = reason.partition("_")
    if kind == "http" and number.isdecimal():
        known = {status.value: status.phrase for status in HTTPStatus}
        return f"HTTP {number} {known.get(int(number), '')}".strip()
    return WORDS.get(reason, reason.replace("_", " "))
