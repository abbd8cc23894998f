"""A stand-in for PageSpeed Insights, and our proxy before an internet of one site."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from typing import Any

import dns.resolver
import pytest
from urllib3 import ProxyManager

from support.hostile_server import HostileServer
from support.pagespeed_server import PageSpeedServer
from support.recorder import PUBLIC, Recorder
from support.stub_dns import StubDns
from webapp.pipeline.crawl import FetchPolicy
from webapp.pipeline.pagespeed import PageSpeedInsights
from webapp.pipeline.pagespeed.breaker import Breaker
from webapp.pipeline.pagespeed.filtering_proxy import FilteringProxy

#: An address of the product's own.
OTHER = "93.184.216.35"
KEY = "AIzaSy/not+a-real_key"


@pytest.fixture
def psi() -> Iterator[PageSpeedServer]:
    server = PageSpeedServer()
    yield server
    server.close()


@pytest.fixture
def make_provider(psi: PageSpeedServer) -> Callable[..., PageSpeedInsights]:
    """Short bounds, and a breaker of its own."""

    def make(**changes: Any) -> PageSpeedInsights:
        chosen = {
            "key": KEY,
            "endpoint": psi.endpoint,
            "timeout_seconds": 5.0,
            "breaker": Breaker(),
            **changes,
        }
        return PageSpeedInsights(**chosen)

    return make


@pytest.fixture
def provider(make_provider: Callable[..., PageSpeedInsights]) -> PageSpeedInsights:
    return make_provider()


@pytest.fixture
def server() -> Iterator[HostileServer]:
    """A site on the internet."""
    hostile = HostileServer()
    yield hostile
    hostile.close()


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch, server: HostileServer) -> Recorder:
    """No connection leaves this machine; PUBLIC stands for ``server``."""
    recorder = Recorder().install(monkeypatch)
    recorder.leads_to[PUBLIC] = server.port
    return recorder


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[StubDns]:
    stub = StubDns()

    def read(resolver: dns.resolver.Resolver, *_: object) -> None:
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = stub.port

    monkeypatch.setattr(dns.resolver.Resolver, "read_resolv_conf", read)
    stub.answers = {
        "site.example.": [[("A", PUBLIC)]],
        "inside.example.": [[("A", "10.0.0.1")]],
        "mixed.example.": [[("A", PUBLIC), ("A", "127.0.0.1")]],
        "rebound.example.": [[("A", PUBLIC)], [("A", "127.0.0.1")]],
        "own.example.": [[("A", OTHER)]],
    }
    yield stub
    stub.close()


@pytest.fixture
def proxy(recorder: Recorder, names: StubDns) -> Iterator[FilteringProxy]:
    policy = FetchPolicy(
        user_agent="XenlixAI test",
        # What a scan may reach, a browser may not.
        allowed_networks=(ipaddress.ip_network("127.0.0.0/8"),),
        denied_endpoints=frozenset({(OTHER, 443), (OTHER, 80)}),
        connect_seconds=1.0,
    )
    with FilteringProxy(policy, 20) as made:
        yield made


@pytest.fixture
def client(proxy: FilteringProxy) -> ProxyManager:
    return ProxyManager(f"http://127.0.0.1:{proxy.port}", timeout=5.0, retries=False)
