"""The URLs of Redis and of the database, as the clients that connect read them.

Both take the host from other places than a URL's usual one as well, so nothing is
parsed here by hand.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from redis.connection import parse_url
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

#: A host, which may be a name, and a port.
Endpoint = tuple[str, int]

#: This machine. A server that is reached by a unix socket mostly listens here too.
HERE = "127.0.0.1"


def parse_redis_url(raw: str) -> str:
    """The same text; a ``ValueError`` says what to write."""
    try:
        is_sound = 0 < redis_endpoint(raw)[1] < 65536
    except ValueError:
        is_sound = False
    if not is_sound:
        raise ValueError(
            "use a URL like redis://host:6379/0, rediss://host:6379/0 or "
            "unix:///folder/socket"
        )
    return raw


def redis_endpoint(url: str) -> Endpoint:
    """Where it leads. Raises ``ValueError`` for what is no such URL."""
    parts = parse_url(url)  # type: ignore[no-untyped-call]
    if url.startswith("unix:") and "path" not in parts:
        raise ValueError("no path")
    return str(parts.get("host") or HERE), int(parts.get("port") or 6379)


def parse_database_url(raw: str) -> str:
    """The text with our driver's name; a ``ValueError`` says what to write."""
    url = re.sub(r"^postgres(ql)?(\+psycopg)?:", "postgresql+psycopg:", raw)
    try:
        is_sound = all(0 < port < 65536 for _, port in database_endpoints(url))
    except (ArgumentError, ValueError):
        is_sound = False
    if not is_sound:
        raise ValueError(
            "use a URL like postgresql://user:password@host:5432/name or "
            "sqlite:////folder/file"
        )
    return url


def database_endpoints(url: str) -> list[Endpoint]:
    """Where it leads: several where it names some to choose from, none for SQLite.

    Raises ``ValueError`` or SQLAlchemy's ``ArgumentError`` for what is no such URL.
    """
    made = make_url(url)
    if made.drivername == "sqlite":
        check_file(made)
        return []
    if made.drivername != "postgresql+psycopg":
        raise ValueError("another database")
    _, parts = made.get_dialect()().create_connect_args(made)
    hosts = str(parts.get("hostaddr") or parts.get("host") or "").split(",")
    ports = str(parts.get("port") or "").split(",")
    return [
        (HERE if not host or host.startswith("/") else host, int(port or 5432))
        for host, port in zip_longest(hosts, ports, fillvalue="")
    ]


def check_file(url: URL) -> None:
    """A database in memory would be another one in each process."""
    if url.host or url.database in (None, "", ":memory:"):
        raise ValueError("no file")
