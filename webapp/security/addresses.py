"""Where a request comes from, as far as limits care."""

from __future__ import annotations

import ipaddress
import re

from flask import request

#: What some proxies write: an address with the port, an IPv6 one in brackets.
WITH_PORT = re.compile(r"\[([^]]+)\](?::\d+)?|([\d.]+):\d+")


def address_key() -> str:
    """The address asking; of IPv6 the /64, which one customer has to themselves.

    A proxy may tell something else (``unknown``): whoever comes so shares one key.
    """
    told = request.remote_addr or "::"
    parts = WITH_PORT.fullmatch(told)
    try:
        address = ipaddress.ip_address(parts[1] or parts[2] if parts else told)
    except ValueError:
        return told
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))
