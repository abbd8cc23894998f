"""Fetch one URL: hop by hop, each hop through the gate."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from http.client import HTTPException
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError

from webapp.domain.fetched_page import FetchedPage, Redirect
from webapp.exceptions import FetchFailed
from webapp.pipeline.crawl.binary import binary_kind
from webapp.pipeline.crawl.body import read_body
from webapp.pipeline.crawl.connection import checked_addresses, connect_to, open_pool
from webapp.pipeline.crawl.deadline import Deadline
from webapp.pipeline.crawl.failures import explain, timed_out
from webapp.pipeline.crawl.framing import check_head
from webapp.pipeline.crawl.policy import FetchPolicy
from webapp.pipeline.crawl.url import Url, canonical_url, check_characters

REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Statuses in the 3xx range that lead nowhere we could follow.
DEAD_ENDS = frozenset({300, 304, 305, 306})
#: A server's own words in a sentence of ours carry no control characters to a terminal.
UNPRINTABLE = re.compile(r"[^\x20-\x7e]")
#: The address says itself where it leads, so nothing is joined.
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")

BeforeHop = Callable[[Url], None]


def fetch(
    url: str, policy: FetchPolicy, before_hop: BeforeHop | None = None
) -> FetchedPage:
    """The final answer behind a URL, whatever its status.

    ``before_hop`` sees each URL, the redirects' too, before it is asked for; what it
    raises ends the fetch.

    Raises ``UrlRefused`` where the URL, a redirect or an address is not allowed, and
    ``FetchFailed`` with code timeout, dns_not_found, dns_failure, connection_failed,
    tls_error, too_many_redirects, bad_redirect, bad_response, bad_encoding or
    unsupported_type. A body over the caps is cut, not refused.
    """
    with Deadline(policy.total_seconds) as deadline:
        return Fetch(policy, deadline, before_hop).run(url)


class Fetch:
    """One fetch: its hops, its clock."""

    def __init__(
        self, policy: FetchPolicy, deadline: Deadline, before_hop: BeforeHop | None
    ) -> None:
        self.policy = policy
        self.before_hop = before_hop
        self.deadline = deadline
        self.started = time.monotonic()
        self.redirects: list[Redirect] = []

    def run(self, requested: str) -> FetchedPage:
        first = target = canonical_url(requested, self.policy.allowed_networks)
        while True:
            if self.before_hop:
                self.before_hop(target)
            location = self.hop(first, target)
            if isinstance(location, FetchedPage):
                return location
            target = self.follow(target, location)

    def hop(self, first: Url, target: Url) -> FetchedPage | str:
        """The page, or where this hop leads to."""
        addresses = checked_addresses(target, self.policy, self.deadline)
        pool = open_pool(
            target,
            self.policy,
            lambda: connect_to(addresses, target, self.policy, self.deadline),
        )
        try:
            response = pool.urlopen(
                "GET",
                target.path_qs,
                headers=self.headers(),
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            try:
                found = self.take(first, target, response)
            finally:
                response.close()
            if self.deadline.is_over:  # the cut looked like the end of the answer
                raise timed_out()
            return found
        except (HTTPError, HTTPException, OSError) as error:
            raise explain(error, is_over=self.deadline.is_over) from error
        finally:
            pool.close()

    def headers(self) -> dict[str, str]:
        accepted = ", ".join(sorted(self.policy.accepted_types)) or "*/*"
        return {
            "User-Agent": self.policy.user_agent,
            "Accept": accepted,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }

    def take(
        self, first: Url, target: Url, response: BaseHTTPResponse
    ) -> FetchedPage | str:
        ttfb_ms = self.elapsed_ms()
        headers = tuple(response.headers.items())
        check_head(response.headers)
        if response.status in REDIRECTS:
            return self.note_redirect(target, response)
        if response.status in DEAD_ENDS:
            raise bad_redirect()
        is_page = 200 <= response.status < 300 and bool(self.policy.accepted_types)
        if is_page:
            self.check_type(response)
        try:
            body = read_body(response, self.policy)
        except ValueError as error:  # http.client reads a chunk of a negative size
            raise explain(error, is_over=self.deadline.is_over) from error
        if is_page:
            check_content(response, body.content)
        return FetchedPage(
            requested_url=str(first),
            final_url=str(target),
            status=response.status,
            headers=headers,
            body=body.content,
            redirects=tuple(self.redirects),
            truncated=body.is_truncated,
            ttfb_ms=ttfb_ms,
            elapsed_ms=self.elapsed_ms(),
            wire_bytes=body.wire_bytes,
        )

    def note_redirect(self, target: Url, response: BaseHTTPResponse) -> str:
        raw = response.headers.get("Location", "").strip()
        if not raw:
            raise bad_redirect()
        # http.client reads headers as Latin-1; servers send UTF-8.
        location = raw.encode("latin-1", "replace").decode("utf-8", "replace")
        self.redirects.append(Redirect(str(target), response.status, location))
        return location

    def follow(self, target: Url, location: str) -> Url:
        following = canonical_url(
            joined(target, location), self.policy.allowed_networks
        )
        seen = {hop.url for hop in self.redirects}
        is_loop = str(following) in seen
        if is_loop or len(self.redirects) > self.policy.max_redirects:
            sentence = "The address redirects too often or in a circle."
            raise FetchFailed("too_many_redirects", sentence)
        return following

    def check_type(self, response: BaseHTTPResponse) -> None:
        given = response.headers.get("Content-Type", "").partition(";")[0]
        media_type = given.strip().lower()
        if media_type in self.policy.accepted_types:
            return
        shown = UNPRINTABLE.sub("", media_type)[:60]
        sentence = f"The server says that this is {shown}, not an HTML page."
        if not shown:
            sentence = (
                "The server does not say what it sent: its Content-Type is missing or "
                "empty. For an HTML page it is text/html."
            )
        raise FetchFailed("unsupported_type", sentence)

    def elapsed_ms(self) -> int:
        return round((time.monotonic() - self.started) * 1000)


def check_content(response: BaseHTTPResponse, body: bytes) -> None:
    """Raises ``FetchFailed`` unsupported_type for what is a page by its type alone."""
    if kind := binary_kind(body, response.headers.get("Content-Type", "")):
        sentence = f"The server calls this an HTML page, but what it sent is {kind}."
        raise FetchFailed("unsupported_type", sentence)


def joined(target: Url, location: str) -> str:
    """The address that a Location means, as far as all readers agree on it.

    ``urljoin`` is asked only for what is relative: it drops tabs, and reads
    ``///host`` and ``http:host`` as places on this host where browsers go elsewhere.
    """
    check_characters(location)
    if ABSOLUTE.match(location):
        return location
    if location.startswith("//"):
        return f"{target.scheme}:{location}"
    return urljoin(str(target), location)


def bad_redirect() -> FetchFailed:
    return FetchFailed("bad_redirect", "The server redirects without saying where to.")
