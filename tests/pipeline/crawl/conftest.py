"""A hostile server, a policy that may reach it, and a recorder of connections."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from support.hostile_server import HostileServer
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
def connections(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every (address, port) that a socket was opened to."""
    seen: list[tuple[str, int]] = []
    original = socket.create_connection

    def record(address: tuple[str, int], *args: Any, **kwargs: Any) -> socket.socket:
        seen.append((address[0], address[1]))
        return original(address, *args, **kwargs)

    monkeypatch.setattr(socket, "create_connection", record)
    return seen
