"""The product's own servers are refused, whatever address leads to them."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

import pytest

from support.hostile_server import HostileServer, redirect
from webapp.exceptions import FetchFailed, UrlRefused
from webapp.pipeline.crawl import FetchPolicy, fetch

MakePolicy = Callable[..., FetchPolicy]

EVERYTHING = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))
#: Spellings of this machine that lead to what listens on 127.0.0.1 or on all addresses.
HERE = ["127.0.0.1", "127.9.9.9", "0.0.0.0", "[::1]", "[::]"]
MAPPED = ["[::ffff:127.0.0.1]", "[::ffff:127.9.9.9]"]


def own_addresses() -> list[str]:
    """Of the interfaces that lead to the world outside; nothing is sent for it."""
    found = []
    outside = {socket.AF_INET: "192.0.2.9", socket.AF_INET6: "2001:db8::9"}
    for family, far in outside.items():
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((far, 9))
                host = str(probe.getsockname()[0])
        except OSError:
            continue  # a machine without a network, or without IPv6
        found.append(f"[{host}]" if ":" in host else host)
    return found


def is_refused(host: str, port: int, policy: FetchPolicy, words: str = "") -> bool:
    try:
        fetch(f"http://{host}:{port}/", policy)
    except UrlRefused as error:
        return error.code == "blocked_address" and words in error.message
    except FetchFailed:
        return False
    return False


@pytest.mark.parametrize("own", ["127.0.0.1", "0.0.0.0", "::1", "localhost"])
@pytest.mark.parametrize("host", [*HERE, *MAPPED, *own_addresses()])
def test_a_port_of_ours_is_refused_on_every_address_of_this_machine(
    make_policy: MakePolicy,
    server: HostileServer,
    connections: list[tuple[str, int]],
    own: str,
    host: str,
) -> None:
    denied = frozenset({(own, server.port)})
    policy = make_policy(allowed_networks=EVERYTHING, denied_endpoints=denied)
    assert is_refused(host, server.port, policy, "a server of XenlixAI itself")
    assert connections == []


def test_a_redirect_to_a_port_of_ours_says_that_it_is_ours(
    make_policy: MakePolicy, server: HostileServer
) -> None:
    server.scripts["/"] = redirect("http://127.0.0.1:9/")
    policy = make_policy(denied_endpoints=frozenset({("127.0.0.1", 9)}))
    with pytest.raises(UrlRefused, match="server of XenlixAI itself") as caught:
        fetch(server.url, policy)
    assert caught.value.code == "blocked_address"


def test_another_address_is_still_called_private(make_policy: MakePolicy) -> None:
    policy = make_policy(denied_endpoints=frozenset({("127.0.0.1", 80)}))
    with pytest.raises(UrlRefused, match="private or reserved"):
        fetch("http://10.0.0.1/", policy)


def test_other_ports_and_other_machines_are_not(
    make_policy: MakePolicy, server: HostileServer
) -> None:
    denied = frozenset({("127.0.0.1", 9), ("10.255.255.1", server.port)})
    policy = make_policy(denied_endpoints=denied)
    assert fetch(server.url, policy).status == 200


class TestOnAnotherMachine:
    """Its name is looked up when it matters, so that it may move or be unknown."""

    @pytest.fixture
    def names(self) -> dict[str, list[str]]:
        return {"redis.corp": ["10.0.0.3", "fd00::3"]}

    @pytest.fixture
    def policy(
        self, make_policy: MakePolicy, names: dict[str, list[str]]
    ) -> FetchPolicy:
        def resolve(host: str, seconds: float) -> list[str]:
            if host not in names:
                raise FetchFailed("dns_failure", "…", is_transient=True)
            return names[host]

        return make_policy(
            allowed_networks=EVERYTHING,
            denied_endpoints=frozenset({("redis.corp", 6379)}),
            resolve=resolve,
            connect_seconds=0.05,
        )

    @pytest.mark.parametrize("host", ["10.0.0.3", "[fd00::3]", "[::ffff:10.0.0.3]"])
    def test_its_addresses_are_refused(self, policy: FetchPolicy, host: str) -> None:
        assert is_refused(host, 6379, policy)
        assert not is_refused("10.255.255.1", 6379, policy)
        assert not is_refused(host, 6380, policy)

    def test_it_moves(self, policy: FetchPolicy, names: dict[str, list[str]]) -> None:
        names["redis.corp"] = ["10.255.255.1"]
        assert is_refused("10.255.255.1", 6379, policy)

    def test_while_it_is_unknown_its_port_is_refused(
        self, policy: FetchPolicy, names: dict[str, list[str]]
    ) -> None:
        names.clear()
        assert is_refused("10.255.255.1", 6379, policy, "cannot be looked up now")
        assert not is_refused("10.255.255.1", 6380, policy)
