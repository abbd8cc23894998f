"""From settings to what the pipeline needs."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from flask import current_app

from webapp.domain.settings import Settings
from webapp.pipeline import analyze, parse
from webapp.pipeline.crawl import FetchPolicy
from webapp.pipeline.runner import ScanOptions
from webapp.server_urls import HERE, Endpoint, database_endpoints, redis_endpoint
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
        preload()
    return cast("analyze.KeyphraseExtractor", current_app.extensions[EXTRACTOR])


def preload() -> None:
    """Load the models now: a worker calls it before it forks."""
    parse.preload()
    chosen = settings()
    current_app.extensions[EXTRACTOR] = analyze.preload(
        chosen.keyphrases_model, chosen.keyphrases_encoder, model_cache(chosen)
    )


def model_cache(chosen: Settings) -> Path:
    """Where a model that was made ready for ONNX Runtime is kept."""
    return chosen.var_dir / "models"


def own_endpoints(chosen: Settings) -> frozenset[Endpoint]:
    """Where the product's own web, Redis and database listen; hosts may be names."""
    servers = [redis_endpoint(chosen.redis_url)]
    servers += database_endpoints(chosen.database_url)
    return frozenset({(HERE, chosen.port), *servers})
