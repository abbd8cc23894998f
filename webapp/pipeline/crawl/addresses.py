"""Which IP addresses may be reached.

Public unicast alone: what IANA's special-purpose registries set apart is refused, and
so are addresses that carry an IPv4 address inside an IPv6 one, since a gateway may
unwrap them. https://www.iana.org/assignments/iana-ipv4-special-registry
https://www.iana.org/assignments/iana-ipv6-special-registry
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from webapp.domain.settings import Network

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Refused besides what ``is_global`` refuses.
REFUSED_V4 = tuple(
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; some clouds' metadata lies in it
        "168.63.129.16/32",  # Azure's host
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
REFUSED_V6 = tuple(
    ipaddress.IPv6Network(text)
    for text in (
        "2001::/23",  # Teredo, ORCHID and other protocol assignments
        "2001:db8::/32",
        "2002::/16",  # 6to4 carries an IPv4 address
        "3fff::/20",
    )
)


def is_public(address: IpAddress) -> bool:
    """Whether anybody on the internet may be behind this address."""
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not is_inside(address, REFUSED_V4)
    is_global = address in GLOBAL_V6 and address.is_global
    return is_global and not is_inside(address, REFUSED_V6)


def is_inside(address: IpAddress, networks: Iterable[Network]) -> bool:
    """Whether one of the networks, of the same version, holds the address."""
    return any(
        address.version == network.version and address in network
        for network in networks
    )
