"""Whose site a URL is: the registrable domain by the Public Suffix List.

Limits and politeness count per registrable domain, so that a thousand subdomains are
one site. The list comes with the package, nothing is downloaded.
https://publicsuffix.org/list/
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from publicsuffixlist import PublicSuffixList

from webapp.domain.settings import Network
from webapp.pipeline.crawl.addresses import is_inside
from webapp.pipeline.crawl.url import canonical_url, is_private_name


@lru_cache(maxsize=1)
def suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def target_domain(url: str, allowed_networks: Iterable[Network] = ()) -> str | None:
    """``example.co.uk`` for ``https://a.b.example.co.uk/x``; an address is itself.

    None for what ``SCAN_ALLOWED_NETWORKS`` lets in: literal addresses inside them and
    names that the public internet does not know. Raises ``UrlRefused``.
    """
    networks = tuple(allowed_networks)
    target = canonical_url(url, networks)
    if target.address is not None:
        return None if is_inside(target.address, networks) else target.host
    name = target.host.removesuffix(".")
    if is_private_name(name):
        return None
    return suffixes().privatesuffix(name) or name
