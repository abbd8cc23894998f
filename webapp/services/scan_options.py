"""From settings to what the pipeline needs."""

from __future__ import annotations

import socket
from functools import lru_cache
from typing import cast
from urllib.parse import urlsplit

from flask import current_app

from webapp.domain.settings import Settings
from webapp.pipeline import analyze
from webapp.pipeline.crawl import FetchPolicy
from webapp.pipeline.runner import ScanOptions
from webapp.services.current import settings

#: Where the preloaded extractor is kept in ``app.extensions``.
EXTRACTOR = "keyphrases"


def scan_options() -> ScanOptions:
    """Options for one scan under the current app's settings."""
    chosen = settings()
    return ScanOptions(
        policy=fetch_policy(chosen),
        extractor=extractor(),
        keyphrases_timeout_ms=chosen.keyphrases_timeout_ms,
    )


def fetch_policy(chosen: Settings) -> FetchPolicy:
    """The one way out: our user agent, the allowed networks, and never ourselves."""
    return FetchPolicy(
        user_agent=chosen.user_agent,
        allowed_networks=chosen.scan_allowed_networks,
        denied_endpoints=own_endpoints(chosen),
    )


def extractor() -> analyze.KeyphraseExtractor:
    """The keyphrase extractor of this process, loaded on first use."""
    if EXTRACTOR not in current_app.extensions:
        preload_extractor()
    return cast("analyze.KeyphraseExtractor", current_app.extensions[EXTRACTOR])


def preload_extractor() -> None:
    """Load the model now, without any inference: a worker calls it before it forks."""
    chosen = settings()
    if chosen.keyphrases_encoder == "off":
        current_app.extensions[EXTRACTOR] = analyze.NoKeyphrases()
    else:
        current_app.extensions[EXTRACTOR] = analyze.preload(chosen.keyphrases_model)


@lru_cache(maxsize=4)
def own_endpoints(chosen: Settings) -> frozenset[tuple[str, int]]:
    """Addresses and ports of the product's own Redis, database and web listeners."""
    named = [("localhost", chosen.port), (socket.gethostname(), chosen.port)]
    defaults = {"redis": 6379, "rediss": 6379, "postgresql+psycopg": 5432}
    for url in (chosen.redis_url, chosen.database_url):
        parts = urlsplit(url)
        if parts.scheme in defaults and parts.hostname:
            named.append((parts.hostname, parts.port or defaults[parts.scheme]))
    return frozenset(
        (address, port) for host, port in named for address in addresses(host)
    )


def addresses(host: str) -> set[str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return {host}  # unknown here and now: the name itself is still refused
    return {str(entry[4][0]) for entry in found} | {host}
