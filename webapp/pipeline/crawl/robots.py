"""Fetch the robots.txt of one scheme, host and port (RFC 9309).

https://www.rfc-editor.org/rfc/rfc9309
"""

from __future__ import annotations

from dataclasses import replace

from webapp.domain.fetched_page import FetchedPage
from webapp.domain.robots_txt import RobotsTxt
from webapp.exceptions import FetchFailed, UrlRefused
from webapp.pipeline.crawl.fetch import BeforeHop, fetch
from webapp.pipeline.crawl.policy import FetchPolicy
from webapp.pipeline.crawl.retry_after import retry_after_seconds
from webapp.pipeline.crawl.url import Url

#: A crawler reads at least this much; what is beyond is ignored (RFC 9309, 2.5).
MAX_BYTES = 500 * 1024
MAX_SECONDS = 10.0
#: The server is there, and its robots.txt is not to be had: there is none (2.3.1.2).
NONE_TO_BE_HAD = frozenset({"bad_redirect", "too_many_redirects", "bad_encoding"})


def fetch_robots(
    page: Url, policy: FetchPolicy, before_hop: BeforeHop | None = None
) -> RobotsTxt:
    """Fetch it from the page's origin.

    Raises ``FetchFailed`` where the server does not answer or answers 429 or 5xx (code
    robots_unreachable, transient): until it does, nothing may be fetched (2.3.1.4).
    """
    url = page.origin + "/robots.txt"
    bounds = replace(
        policy,
        accepted_types=frozenset(),
        max_wire_bytes=MAX_BYTES,
        max_decoded_bytes=MAX_BYTES,
        total_seconds=min(policy.total_seconds, MAX_SECONDS),
    )
    try:
        answer = fetch(url, bounds, before_hop)
    except UrlRefused as error:
        # Refused on a redirect, else the page, on the same host, is refused as well.
        return RobotsTxt(url, "absent", None, "", error.message)
    except FetchFailed as error:
        if error.code in NONE_TO_BE_HAD:
            return RobotsTxt(url, "absent", None, "", error.message)
        raise
    if answer.status == 429 or answer.status >= 500:
        raise FetchFailed(
            "robots_unreachable",
            f"{url} answers with status {answer.status}. Until it can be read, robots "
            "have to stay away.",
            is_transient=True,
            retry_after=retry_after_seconds(answer),
        )
    if answer.status >= 400:
        note = f"There is none (status {answer.status}), so everything is allowed."
        return RobotsTxt(url, "absent", answer.status, "", note)
    return read_robots(url, answer)


def read_robots(url: str, answer: FetchedPage) -> RobotsTxt:
    # A byte order mark would hide the first group from a parser.
    body = answer.body.decode("utf-8-sig", "replace")
    return RobotsTxt(
        url,
        "found",
        answer.status,
        body,
        "",
        content_type=answer.content_type,
        is_cut=answer.truncated,
        is_utf8="\ufffd" not in body,
        redirects=len(answer.redirects),
    )
