"""robots.txt of one scheme, host and port, and what it says (RFC 9309).

https://www.rfc-editor.org/rfc/rfc9309
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from protego import Protego

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
COMPATIBLE = re.compile(r"compatible;\s*([A-Za-z_-]+)")
PRODUCT = re.compile(r"[A-Za-z_-]*")


@dataclass(frozen=True, slots=True)
class RobotsTxt:
    """``absent`` allows everything."""

    url: str
    state: Literal["found", "absent"]
    status: int | None
    body: str
    note: str
    rules: Protego = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", Protego.parse(self.body))

    def allows(self, url: str, user_agent: str) -> bool:
        """The longest rule of our most specific group decides; Allow on a tie."""
        return bool(self.rules.can_fetch(url, product_token(user_agent)))

    def crawl_delay(self, user_agent: str) -> float:
        """Seconds between two visits; 0 where nothing is asked for."""
        return float(self.rules.crawl_delay(product_token(user_agent)) or 0)


def product_token(user_agent: str) -> str:
    """The name that groups of a robots.txt call a crawler by: ``XenlixAI`` of
    ``Mozilla/5.0 (compatible; XenlixAI/0.1; +https://…)``."""
    named = COMPATIBLE.search(user_agent)
    if named:
        return named[1]
    match = PRODUCT.match(user_agent)
    return match[0] if match else ""


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
    # A byte order mark would hide the first group from a parser.
    body = answer.body.decode("utf-8-sig", "replace")
    return RobotsTxt(url, "found", answer.status, body, "")
