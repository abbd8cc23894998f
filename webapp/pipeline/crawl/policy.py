"""What a fetch may do and how much it may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from webapp.domain.settings import Network

#: Gives every address of a name, as text. Raises ``FetchFailed`` (dns_…).
Resolver = Callable[[str, float], list[str]]

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True)
class FetchPolicy:
    """Bounds of one fetch: seconds, bytes, hops, and where it may go.

    ``denied_endpoints`` are hosts (addresses or names) and ports of the product's own
    servers: refused even inside ``allowed_networks``. ``accepted_types`` empty takes
    any media type. ``resolve`` and ``ca_bundle`` None mean the real resolver and
    certifi's bundle.
    """

    user_agent: str
    allowed_networks: tuple[Network, ...] = ()
    denied_endpoints: frozenset[tuple[str, int]] = frozenset()
    total_seconds: float = 20.0
    connect_seconds: float = 3.0
    read_seconds: float = 15.0  # slow servers are what people come to hear about
    max_wire_bytes: int = 2_000_000
    max_decoded_bytes: int = 5_000_000
    max_redirects: int = 5
    accepted_types: frozenset[str] = HTML_TYPES
    ca_bundle: str | None = None
    resolve: Resolver | None = None
