"""What the address behind a link came to: broken, fine, or not for us to say."""

from __future__ import annotations

from webapp.domain.site_view import SitePage

#: They depend on who asks, and how often.
PRIVATE = frozenset({401, 403, 429, 999})
LOOP = "too_many_redirects"
#: Final failures, as the door to the network calls them. Time-outs and a name server
#: without an answer may pass, so they say nothing; a loop is ``redirect.loop``'s.
FAILURES = {
    "dns_not_found": "its host does not exist",
    "connection_failed": "no connection",
    "tls_error": "no secure connection",
    "bad_response": "no proper answer",
    "bad_redirect": "a redirect to nowhere",
}


def fault_of(page: SitePage) -> str:
    """What is broken about an address: ``404``, ``no connection``; else empty."""
    return fault(page.problem, page.status)


def fault(problem: str, status: int | None = None) -> str:
    """``problem`` is a code (``http_404``, ``timeout``), empty, or a bare status."""
    if problem in FAILURES:
        return FAILURES[problem]
    told = problem.removeprefix("http_")
    code = int(told) if told.isdecimal() else status or 0
    return str(code) if code >= 400 and code not in PRIVATE else ""


def ends_somewhere(page: SitePage) -> bool:
    """It redirects, and neither to an error nor for ever."""
    return page.is_redirect and page.problem != LOOP and not fault_of(page)


def is_told(problem: str) -> bool:
    """Whether an answer says anything about the address, good or bad."""
    told = problem.removeprefix("http_")
    if told.isdecimal():
        return int(told) not in PRIVATE
    return not problem or problem in FAILURES
