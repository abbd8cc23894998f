"""Send a message to somebody's server: through the same door as every fetch, one hop.

A redirect is an answer, not a way. Of what is answered the status counts alone: the
body is not even read, however long or slow it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException

from urllib3 import HTTPConnectionPool
from urllib3.exceptions import HTTPError

from webapp.exceptions import UrlRefused
from webapp.pipeline.crawl.addresses import is_inside
from webapp.pipeline.crawl.connection import checked_addresses, connect_to, open_pool
from webapp.pipeline.crawl.deadline import Deadline
from webapp.pipeline.crawl.failures import explain, timed_out
from webapp.pipeline.crawl.policy import FetchPolicy
from webapp.pipeline.crawl.retry_after import parse_retry_after
from webapp.pipeline.crawl.url import Url, canonical_url


@dataclass(frozen=True)
class Answer:
    """``retry_after``: seconds that the server asks to wait, or None."""

    status: int
    retry_after: float | None


def send(
    url: str, body: bytes, headers: Mapping[str, str], policy: FetchPolicy
) -> Answer:
    """POST a body, and give the answer whatever its status.

    Without TLS only inside ``allowed_networks``. Raises ``UrlRefused`` and
    ``FetchFailed`` as ``fetch`` does.
    """
    sent = {
        "User-Agent": policy.user_agent,
        "Accept-Encoding": "identity",
        "Connection": "close",
        **headers,
    }
    with Deadline(policy.total_seconds) as deadline:
        target = canonical_url(url, policy.allowed_networks)
        pool = pool_to(target, policy, deadline)
        try:
            answer = post(pool, target, body, sent)
            if deadline.is_over:  # the cut looked like the end of the head
                raise timed_out()
            return answer
        except (HTTPError, HTTPException, OSError) as error:
            raise explain(error, is_over=deadline.is_over) from error
        finally:
            pool.close()


def pool_to(target: Url, policy: FetchPolicy, deadline: Deadline) -> HTTPConnectionPool:
    networks = policy.allowed_networks
    addresses = checked_addresses(target, policy, deadline)
    is_inside_all = all(is_inside(address, networks) for address in addresses)
    if target.scheme != "https" and not is_inside_all:
        raise UrlRefused("bad_scheme", "The address has to begin with https://.")
    return open_pool(
        target, policy, lambda: connect_to(addresses, target, policy, deadline)
    )


def post(
    pool: HTTPConnectionPool, target: Url, body: bytes, headers: Mapping[str, str]
) -> Answer:
    response = pool.urlopen(
        "POST",
        target.path_qs,
        body=body,
        headers=headers,
        retries=False,
        redirect=False,
        preload_content=False,
        decode_content=False,
    )
    try:
        wait = parse_retry_after(response.headers.get("Retry-After", ""))
        return Answer(response.status, wait)
    finally:
        response.close()
