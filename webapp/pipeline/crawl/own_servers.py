"""The product's own servers: no scan reaches them, inside allowed networks neither."""

from __future__ import annotations

import ipaddress
import socket

from webapp.exceptions import FetchFailed, UrlRefused
from webapp.pipeline.crawl.addresses import IpAddress
from webapp.pipeline.crawl.policy import FetchPolicy, Resolver
from webapp.pipeline.crawl.resolver import resolve_with_system


def own_addresses(port: int, policy: FetchPolicy, seconds: float) -> set[IpAddress]:
    """Of those of our servers that use this port; mostly none does.

    Names are looked up now, and by the system as our clients do it: one may have been
    unknown a minute ago, or have moved. Raises ``UrlRefused`` where one is unknown,
    since any address could then be its.
    """
    hosts = [host for host, own_port in policy.denied_endpoints if own_port == port]
    resolve = policy.resolve or resolve_with_system
    try:
        found = [look_up(host, resolve, seconds) for host in hosts]
    except FetchFailed as error:
        raise maybe_ours() from error
    return {address for addresses in found for address in addresses}


def look_up(host: str, resolve: Resolver, seconds: float) -> list[IpAddress]:
    try:
        return [ipaddress.ip_address(host)]
    except ValueError:
        return [ipaddress.ip_address(text) for text in resolve(host, seconds)]


def leads_to(address: IpAddress, own: set[IpAddress]) -> bool:
    """Whether one of ``own`` answers at this address.

    A server on this machine may listen on all of its addresses, whichever of them our
    settings name.
    """
    bare = unwrapped(address)
    return bare in own or (is_here(bare) and any(is_here(known) for known in own))


def unwrapped(address: IpAddress) -> IpAddress:
    """The IPv4 address inside an IPv6 one: the system connects to that."""
    return getattr(address, "ipv4_mapped", None) or address


def is_here(address: IpAddress) -> bool:
    """Whether this is the machine's own: to others no socket can be bound. The address
    of none (``0.0.0.0``, ``::``) can be, and leads here too."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((str(address), 0))
    except OSError:
        return False
    return True


def ours() -> UrlRefused:
    """A network may be allowed, and this one server in it is not."""
    sentence = "This is a server of XenlixAI itself, so it is not scanned."
    return UrlRefused("blocked_address", sentence, is_well_formed=True)


def maybe_ours() -> UrlRefused:
    sentence = (
        "A server of XenlixAI itself uses this port, and where it is cannot be looked "
        "up now, so no address is scanned at this port."
    )
    return UrlRefused("blocked_address", sentence, is_well_formed=True)
