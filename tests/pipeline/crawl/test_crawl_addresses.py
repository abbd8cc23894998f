"""No socket opens to an address that may not be reached."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

import pytest

from support.hostile_server import HostileServer, redirect
from webapp.exceptions import FetchFailed, UrlRefused
from webapp.pipeline.crawl import FetchPolicy, fetch

MakePolicy = Callable[..., FetchPolicy]
Connections = list[tuple[str, int]]


class StubDns:
    """Answers one after the other, and counts the questions."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, seconds: float) -> list[str]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def refusal(url: str, policy: FetchPolicy) -> str:
    with pytest.raises(UrlRefused) as caught:
        fetch(url, policy)
    return caught.value.code


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["169.254.169.254"],
        ["::1"],
        ["fd00:ec2::254"],
        ["::ffff:10.0.0.1"],
        ["93.184.216.34", "10.0.0.1"],
        ["2606:4700::1", "fe80::1"],
        [],
    ],
)
def test_a_name_with_one_bad_address_is_refused(
    make_policy: MakePolicy, connections: Connections, addresses: list[str]
) -> None:
    policy = make_policy(allowed_networks=(), resolve=StubDns(addresses))
    assert refusal("http://a.example/", policy) == "blocked_address"
    assert connections == []


def test_a_name_is_looked_up_once_a_hop_so_it_cannot_rebind(
    make_policy: MakePolicy, server: HostileServer, connections: Connections
) -> None:
    dns = StubDns(["127.0.0.1"], ["10.0.0.1"])
    policy = make_policy(resolve=dns)
    page = fetch(f"http://a.example:{server.port}/", policy)
    assert page.status == 200
    assert dns.asked == ["a.example."]
    assert connections == [("127.0.0.1", server.port)]
    assert f"Host: a.example:{server.port}" in server.requests[0]


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://10.0.0.1/", "blocked_address"),
        ("//169.254.169.254/latest/meta-data", "blocked_address"),
        ("http://[::1]/", "blocked_address"),
        ("http://2130706433/", "bad_host"),
        ("http://b.example/", "blocked_address"),
        ("file:///etc/passwd", "bad_scheme"),
        ("javascript:alert(1)", "bad_scheme"),
        ("http://user@a.example/", "userinfo"),
        ("http://8.8.8.8:6379/", "bad_port"),
        ("http://a b/", "bad_url"),
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_goes_through_the_same_gate(
    make_policy: MakePolicy,
    server: HostileServer,
    connections: Connections,
    location: str,
    code: str,
    status: int,
) -> None:
    server.scripts["/"] = redirect(location, status)
    policy = make_policy(resolve=StubDns(["192.168.0.1"]))
    assert refusal(server.url, policy) == code
    assert connections == [("127.0.0.1", server.port)]


def test_our_own_servers_are_refused_even_in_allowed_networks(
    make_policy: MakePolicy, server: HostileServer, connections: Connections
) -> None:
    own = frozenset({("127.0.0.1", server.port)})
    policy = make_policy(denied_endpoints=own)
    assert refusal(server.url, policy) == "blocked_address"
    assert refusal(f"http://127.9.9.9:{server.port}/", policy) == "blocked_address"
    assert connections == []


def test_a_name_outside_the_allowed_networks_needs_a_web_port(
    make_policy: MakePolicy, connections: Connections
) -> None:
    policy = make_policy(resolve=StubDns(["93.184.216.34"]))
    assert refusal("http://a.example:8080/", policy) == "blocked_address"
    assert connections == []


def test_a_mixture_of_allowed_and_private_is_refused(make_policy: MakePolicy) -> None:
    policy = make_policy(resolve=StubDns(["127.0.0.1", "10.0.0.1"]))
    assert refusal("http://wiki/", policy) == "blocked_address"


def test_the_second_address_is_tried_where_the_first_refuses(
    make_policy: MakePolicy, server: HostileServer
) -> None:
    policy = make_policy(resolve=StubDns(["127.0.0.2", "127.0.0.1"]))
    server.listener.getsockname()
    assert fetch(f"http://wiki:{server.port}/", policy).status == 200


def test_proxies_of_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch, policy: FetchPolicy, server: HostileServer
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    assert fetch(server.url, policy).status == 200


def test_localhost_is_found_where_loopback_is_allowed(
    policy: FetchPolicy, server: HostileServer, make_policy: MakePolicy
) -> None:
    both = (*policy.allowed_networks, ipaddress.ip_network("::1/128"))
    page = fetch(f"http://localhost:{server.port}/", make_policy(allowed_networks=both))
    assert page.status == 200


@pytest.mark.parametrize(
    ("error", "is_transient"), [("dns_not_found", False), ("dns_failure", True)]
)
def test_dns_failures_have_their_code(
    make_policy: MakePolicy, error: str, is_transient: bool
) -> None:
    def resolve(host: str, seconds: float) -> list[str]:
        raise FetchFailed(error, "…", is_transient=is_transient)

    with pytest.raises(FetchFailed) as caught:
        fetch("http://a.example/", make_policy(resolve=resolve))
    assert (caught.value.code, caught.value.is_transient) == (error, is_transient)
