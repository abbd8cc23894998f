"""Where a request comes from, as far as limits care."""

from __future__ import annotations

import ipaddress

from flask import request


def address_key() -> str:
    """The address asking; of IPv6 the /64, which one customer has to themselves."""
    address = ipaddress.ip_address(request.remote_addr or "::")
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
