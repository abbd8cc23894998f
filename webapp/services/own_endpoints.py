"""Where the product's own servers listen: what no scan may reach.

The libraries that connect read the URLs, since both take the host from other places
than a URL's usual one as well.
"""

from __future__ import annotations

from itertools import zip_longest

from redis.connection import parse_url
from sqlalchemy import make_url

from webapp.domain.settings import Settings

Endpoint = tuple[str, int]

#: This machine, where the web listens, and a server that is reached by a unix socket.
HERE = "127.0.0.1"


def own_endpoints(chosen: Settings) -> frozenset[Endpoint]:
    """Hosts, which may be names, and ports of the web, of Redis and of PostgreSQL."""
    web = (HERE, chosen.port)
    return frozenset({web, redis_endpoint(chosen), *database_endpoints(chosen)})


def redis_endpoint(chosen: Settings) -> Endpoint:
    parts = parse_url(chosen.redis_url)  # type: ignore[no-untyped-call]
    return str(parts.get("host") or HERE), int(parts.get("port") or 6379)


def database_endpoints(chosen: Settings) -> list[Endpoint]:
    """Several where the URL names some to choose from."""
    if chosen.is_sqlite:
        return []
    url = make_url(chosen.database_url)
    _, parts = url.get_dialect()().create_connect_args(url)
    hosts = str(parts.get("hostaddr") or parts.get("host") or "").split(",")
    ports = str(parts.get("port") or "").split(",")
    return [
        (HERE if not host or host.startswith("/") else host, int(port or 5432))
        for host, port in zip_longest(hosts, ports, fillvalue="")
    ]
