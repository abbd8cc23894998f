"""Content Security Policies of a response, taken apart (CSP Level 3).

https://www.w3.org/TR/CSP3/#parse-serialized-policy
"""

from __future__ import annotations

from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

HEADER = "Content-Security-Policy"
META = "content-security-policy"

#: Directive to its values, all in lower case.
Policy = dict[str, tuple[str, ...]]


def header_policies(fetched: FetchedPage) -> list[Policy]:
    """The policies that headers enforce; a comma divides two of them."""
    texts = [text for value in fetched.header_all(HEADER) for text in value.split(",")]
    return [policy for text in texts if (policy := parse_policy(text))]


def all_policies(fetched: FetchedPage, page: ParsedPage) -> list[Policy]:
    """Those of headers and of meta elements in the head; all apply at once."""
    metas = [
        policy
        for meta in page.metas
        if meta.http_equiv == META
        and meta.in_head
        and (policy := parse_policy(meta.content))
    ]
    return header_policies(fetched) + metas


def parse_policy(text: str) -> Policy:
    """Of a directive that is repeated the first counts."""
    policy: Policy = {}
    for part in text.split(";"):
        name, *values = part.lower().split() or [""]
        if name:
            policy.setdefault(name, tuple(values))
    return policy


def upgrades_requests(policies: list[Policy]) -> bool:
    """Whether browsers fetch every http address of the page over https.

    https://www.w3.org/TR/upgrade-insecure-requests/
    """
    return any("upgrade-insecure-requests" in policy for policy in policies)


def allows_inline_scripts(policy: Policy) -> bool:
    """Whether a script that somebody slips into the page may run.

    ``unsafe-inline`` is void beside a nonce, a hash or ``strict-dynamic``.
    """
    values = policy.get("script-src", policy.get("default-src"))
    if values is None:
        return True
    is_void = any(
        value.startswith(("'nonce-", "'sha256-", "'sha384-", "'sha512-"))
        or value == "'strict-dynamic'"
        for value in values
    )
    return "'unsafe-inline'" in values and not is_void
