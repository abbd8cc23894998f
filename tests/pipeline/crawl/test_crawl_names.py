"""B8: names that lead where nothing may be fetched, by a name server on loopback."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import dns.rcode
import dns.resolver
import pytest

from support.hostile_server import HostileServer, redirect
from support.recorder import PUBLIC, Recorder
from support.stub_dns import Records, StubDns
from webapp.exceptions import FetchFailed, UrlRefused
from webapp.pipeline.crawl import FetchPolicy, fetch
from webapp.pipeline.crawl.resolver import resolve_public

MakePolicy = Callable[..., FetchPolicy]
NAME = "b8.example."
IN_PUBLIC: Records = [("A", PUBLIC)]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[StubDns]:
    """The name server that dnspython asks, whatever the system's are."""
    stub = StubDns()

    def read(resolver: dns.resolver.Resolver, *_: object) -> None:
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = stub.port

    monkeypatch.setattr(dns.resolver.Resolver, "read_resolv_conf", read)
    yield stub
    stub.close()


@pytest.fixture
def public_policy(make_policy: MakePolicy) -> FetchPolicy:
    return make_policy(allowed_networks=(), total_seconds=10.0)


def refusal(url: str, policy: FetchPolicy) -> str:
    with pytest.raises((UrlRefused, FetchFailed)) as caught:
        fetch(url, policy)
    assert caught.value.message.endswith(".")
    return caught.value.code


@pytest.mark.parametrize(
    "records",
    [
        [("A", "127.0.0.1")],
        [("A", "10.0.0.1")],
        [("A", "169.254.169.254")],
        [("AAAA", "::1")],
        [("AAAA", "::ffff:127.0.0.1")],
        [("AAAA", "fd00:ec2::254")],
        [("A", "93.184.216.34"), ("A", "192.168.0.1")],
        [("A", "93.184.216.34"), ("AAAA", "64:ff9b::7f00:1")],
        [("CNAME", "inside.example."), ("A", "10.0.0.1")],
        [("CNAME", "one.example."), ("CNAME", "two.example."), ("AAAA", "fc00::1")],
    ],
    ids=str,
)
def test_a_name_with_a_private_address_is_refused_after_one_look_up(
    names: StubDns, recorder: Recorder, public_policy: FetchPolicy, records: Records
) -> None:
    names.answers[NAME] = [records]
    assert refusal("http://b8.example/", public_policy) == "blocked_address"
    assert names.look_ups(NAME) == 1
    assert recorder.addresses == []


def test_a_public_name_is_connected_to_as_looked_up(
    names: StubDns, recorder: Recorder, public_policy: FetchPolicy
) -> None:
    """Rebinding: what a second look-up would say is never asked."""
    names.answers[NAME] = [IN_PUBLIC, [("A", "127.0.0.1")]]
    assert refusal("http://b8.example/", public_policy) == "connection_failed"
    assert names.look_ups(NAME) == 1
    assert set(recorder.addresses) == {PUBLIC}


def test_a_name_that_turns_private_before_the_next_hop_is_refused(
    names: StubDns, recorder: Recorder, server: HostileServer, make_policy: MakePolicy
) -> None:
    """One look-up a hop, and each hop's answer is judged anew."""
    names.answers[NAME] = [[("A", "127.0.0.1")], [("A", "10.0.0.1")]]
    url = f"http://b8.example:{server.port}"
    server.scripts["/"] = redirect(f"{url}/next", 302)
    policy = make_policy(resolve=resolve_public)
    assert refusal(f"{url}/", policy) == "blocked_address"
    assert names.look_ups(NAME) == 2
    assert recorder.addresses == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (dns.rcode.NXDOMAIN, "dns_not_found"),
        ([], "dns_not_found"),
        (dns.rcode.SERVFAIL, "dns_failure"),
        (dns.rcode.REFUSED, "dns_failure"),
        (None, "dns_failure"),
    ],
    ids=str,
)
def test_names_without_an_address_have_their_code_in_time(
    names: StubDns,
    recorder: Recorder,
    public_policy: FetchPolicy,
    answer: Records | dns.rcode.Rcode | None,
    code: str,
) -> None:
    names.answers[NAME] = [answer]
    started = time.monotonic()
    assert refusal("http://b8.example/", public_policy) == code
    assert time.monotonic() - started < 3.5
    assert recorder.addresses == []
