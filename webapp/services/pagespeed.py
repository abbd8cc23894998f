"""Who measures pages under these settings, and which pages are not shown to anybody."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from webapp.domain.pagespeed import PageSpeed
from webapp.domain.settings import Settings
from webapp.exceptions import FetchFailed
from webapp.pipeline.crawl import canonical_url, target_domain
from webapp.pipeline.crawl.addresses import is_inside
from webapp.pipeline.crawl.resolver import resolve_with_system
from webapp.pipeline.pagespeed import (
    LocalLighthouse,
    NoPageSpeed,
    PageSpeedInsights,
    PageSpeedProvider,
    find_lighthouse,
)
from webapp.services.scan_options import fetch_policy

NO_KEY = "not measured: the operator has set no PSI_API_KEY"
NO_LIGHTHOUSE = "not measured: LIGHTHOUSE is on, and no lighthouse is installed"
LOOK_UP_SECONDS = 3.0
PRIVATE = "not measured: private address"


@dataclass(frozen=True)
class PublicOnly:
    """Asks ``asked`` for targets alone that are not private."""

    asked: PageSpeedProvider
    chosen: Settings

    def measure(self, url: str) -> PageSpeed:
        """Both strategies; of a private target nothing, with the reason."""
        is_private = is_private_target(url, self.chosen)
        return (NoPageSpeed(PRIVATE) if is_private else self.asked).measure(url)


def provider(chosen: Settings) -> PageSpeedProvider:
    """PageSpeed Insights where the operator has a key or an endpoint, else a local
    Lighthouse where it is switched on and installed, else nobody. None is ever told of
    a private target, whatever it is asked to measure."""
    return PublicOnly(find_provider(chosen), chosen)


def find_provider(chosen: Settings) -> PageSpeedProvider:
    if chosen.psi_api_key or chosen.psi_endpoint:
        return PageSpeedInsights(
            chosen.psi_api_key, chosen.psi_endpoint, float(chosen.psi_timeout)
        )
    if not chosen.lighthouse:
        return NoPageSpeed(NO_KEY)
    executable = find_lighthouse()
    if executable is None:
        return NoPageSpeed(NO_LIGHTHOUSE)
    lock_path = chosen.var_dir / "lighthouse.lock"
    return LocalLighthouse(executable, fetch_policy(chosen), lock_path)


def is_private_target(url: str, chosen: Settings) -> bool:
    """Whether this address is one of ``SCAN_ALLOWED_NETWORKS``, so that no service of
    others, nor a browser of ours, is told of it (``PRIVATE``).

    A name counts by where it leads as well: the names of a company's network often look
    like public ones. Raises ``UrlRefused`` for what cannot be scanned.
    """
    networks = chosen.scan_allowed_networks
    if not networks:
        return False
    if target_domain(url, networks) is None:
        return True
    target = canonical_url(url, networks)
    return target.address is None and leads_inside(target.host, chosen)


def leads_inside(host: str, chosen: Settings) -> bool:
    """Whether the system, which the fetch asks too, knows this name inside. A name that
    nobody knows leads nowhere; one that cannot be asked for is taken to be inside."""
    try:
        found = resolve_with_system(host, LOOK_UP_SECONDS)
    except FetchFailed as error:
        return error.code != "dns_not_found"
    addresses = [ipaddress.ip_address(text) for text in found]
    return any(is_inside(one, chosen.scan_allowed_networks) for one in addresses)
