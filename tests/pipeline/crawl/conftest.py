"""A hostile server, a policy that may reach it, and a recorder of connections."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from support.hostile_server import HostileServer
from support.recorder import PUBLIC, Recorder
from webapp.pipeline.crawl import FetchPolicy

LOOPBACK = ipaddress.ip_network("127.0.0.0/8")


@pytest.fixture
def server() -> Iterator[HostileServer]:
    hostile = HostileServer()
    yield hostile
    hostile.close()


@pytest.fixture
def make_policy() -> Callable[..., FetchPolicy]:
    """Short bounds; loopback allowed unless told otherwise."""

    def make(**changes: Any) -> FetchPolicy:
        chosen = {
            "user_agent": "XenlixAI test",
            "allowed_networks": (LOOPBACK,),
            "total_seconds": 1.5,
            "read_seconds": 1.0,
            "connect_seconds": 1.0,
            **changes,
        }
        return FetchPolicy(**chosen)

    return make


@pytest.fixture
def policy(make_policy: Callable[..., FetchPolicy]) -> FetchPolicy:
    return make_policy()


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """Every TCP connection; none leaves this machine."""
    return Recorder().install(monkeypatch)


@pytest.fixture
def connections(recorder: Recorder) -> list[tuple[str, int]]:
    """Every (address, port) that a socket was opened to."""
    return recorder.opened


@pytest.fixture
def asked() -> list[str]:
    """The names that ``internet`` was asked for."""
    return []


@pytest.fixture
def internet(
    recorder: Recorder,
    server: HostileServer,
    make_policy: Callable[..., FetchPolicy],
    asked: list[str],
) -> FetchPolicy:
    """No network is allowed; every name leads to the hostile server, which has a
    public address, as on the internet."""
    recorder.leads_to[PUBLIC] = server.port

    def resolve(host: str, seconds: float) -> list[str]:
        asked.append(host)
        return [PUBLIC]

    return make_policy(allowed_networks=(), resolve=resolve)
