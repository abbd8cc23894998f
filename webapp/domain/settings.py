"""The product's settings as one frozen value; config.py is what fills it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from webapp.domain.mail_server import MailServer

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, parsed. Durations are seconds unless the name says otherwise."""

    app_env: str
    var_dir: Path
    database_url: str
    redis_url: str
    redis_is_embedded: bool
    redis_tls_verify: bool
    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    port: int
    public_url: str
    trusted_hosts: tuple[str, ...]
    proxy_hops: int
    web_concurrency: int
    worker_queues: tuple[str, ...]
    scan_job_ttl: int
    scan_history_ttl: int
    scan_job_timeout: int
    scan_result_ttl: int
    scan_failure_ttl: int
    scan_lease: int
    stop_grace: int
    scan_allowed_networks: tuple[Network, ...]
    limit_anonymous: int
    limit_user: int
    limit_target: int
    limit_site_pages: int
    target_gap: int
    queue_cap: int
    anonymous_scans: bool
    registration_open: bool
    user_agent: str
    crawler_contact: str
    crawler_addresses: tuple[str, ...]
    keyphrases_timeout_ms: int
    keyphrases_model: str
    keyphrases_encoder: str
    psi_api_key: str
    psi_endpoint: str
    psi_timeout: int
    lighthouse: bool
    llm_base_url: str
    llm_api_key: str
    llm_model: str
    llm_timeout: int
    llm_daily_tokens: int
    mail_server: MailServer | None
    log_format: str
    sentry_dsn: str
    metrics_allowed_networks: tuple[Network, ...]

    @property
    def is_production(self) -> bool:
        return self.app_env == "production"

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")
