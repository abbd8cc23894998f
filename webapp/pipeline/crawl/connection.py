"""Connections that go only to addresses that were checked."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

import certifi
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from webapp.pipeline.crawl.addresses import IpAddress, is_inside, is_public
from webapp.pipeline.crawl.deadline import Deadline
from webapp.pipeline.crawl.own_servers import leads_to, ours, own_addresses
from webapp.pipeline.crawl.policy import FetchPolicy
from webapp.pipeline.crawl.resolver import resolve_public, resolve_with_system
from webapp.pipeline.crawl.url import WEB_PORTS, Url, blocked

MAX_ADDRESSES_TRIED = 4

Connect = Callable[[], socket.socket]


def checked_addresses(
    url: Url, policy: FetchPolicy, deadline: Deadline
) -> list[IpAddress]:
    """Every address of the host, all of them allowed.

    One bad address refuses the host: a mixture is how a name is made to pass a check
    and reach something else. Raises ``UrlRefused`` or ``FetchFailed``.
    """
    literal = url.address
    if literal is not None:
        found = [literal]
    else:
        default = resolve_with_system if policy.allowed_networks else resolve_public
        resolve = policy.resolve or default
        name = url.host if url.host.endswith(".") else url.host + "."
        # A single label has no absolute form in the hosts file.
        texts = resolve(name if "." in url.host else url.host, deadline.left())
        found = [ipaddress.ip_address(text) for text in texts]
    own = own_addresses(url.port, policy, deadline.left())
    if any(leads_to(address, own) for address in found):
        raise ours()
    if not found or not all(may_reach(address, url, policy) for address in found):
        raise blocked()
    return found


def may_reach(address: IpAddress, url: Url, policy: FetchPolicy) -> bool:
    if is_inside(address, policy.allowed_networks):
        return True
    return is_public(address) and url.port in WEB_PORTS


def connect_to(
    addresses: list[IpAddress], url: Url, policy: FetchPolicy, deadline: Deadline
) -> socket.socket:
    """A socket to the first address that answers; its peer is verified."""
    last: OSError = OSError("no address")
    for address in addresses[:MAX_ADDRESSES_TRIED]:
        try:
            seconds = min(policy.connect_seconds, deadline.left())
            sock = socket.create_connection((str(address), url.port), seconds)
        except OSError as error:
            last = error
            continue
        peer = ipaddress.ip_address(sock.getpeername()[0].partition("%")[0])
        if peer != address:
            sock.close()
            raise blocked()
        deadline.register(sock)
        return sock
    raise last


def open_pool(url: Url, policy: FetchPolicy, connect: Connect) -> HTTPConnectionPool:
    """A pool for one request whose connections come from ``connect`` alone.

    Names stay names for the Host header, SNI and the certificate; no proxy, no
    environment, no reuse across names.
    """
    timeout = Timeout(connect=policy.connect_seconds, read=policy.read_seconds)
    if url.scheme == "http":
        plain = HTTPConnectionPool(url.host, url.port, timeout=timeout)
        plain.ConnectionCls = plain_class(connect)
        return plain
    bundle = policy.ca_bundle or certifi.where()
    secure = HTTPSConnectionPool(
        url.host, url.port, timeout=timeout, cert_reqs="CERT_REQUIRED", ca_certs=bundle
    )
    secure.ConnectionCls = secure_class(connect)
    return secure


def plain_class(connect: Connect) -> type[HTTPConnection]:
    class Pinned(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return told(self, connect)

    return Pinned


def secure_class(connect: Connect) -> type[HTTPSConnection]:
    class PinnedTls(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return told(self, connect)

    return PinnedTls


def told(connection: HTTPConnection, connect: Connect) -> socket.socket:
    """urllib3 wants its own error where no connection came about; of another it says
    that the connection was aborted, and so that the server did answer."""
    try:
        return connect()
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, str(error)) from error
    except OSError as error:
        raise NewConnectionError(connection, str(error)) from error
