"""Submitting while Redis hangs."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest
from flask import Flask

from webapp.services.actors import Actor
from webapp.services.submissions import submit


@pytest.fixture
def hanging() -> Iterator[socket.socket]:
    """It takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


@pytest.fixture
def environ(environ: dict[str, str], hanging: socket.socket) -> dict[str, str]:
    return environ | {"REDIS_URL": f"redis://127.0.0.1:{hanging.getsockname()[1]}"}


def test_it_is_asked_once_and_not_for_each_of_twenty(
    app_context: Flask, hanging: socket.socket
) -> None:
    lines = [f"http://127.0.0.1/{number}" for number in range(20)]
    accepted = submit(lines, Actor(visitor_hash="v" * 64, address_hash="a" * 64))
    assert len(accepted.scans) == 20
    asked = []
    with suppress(TimeoutError):
        while True:
            asked.append(hanging.accept()[0])
    for connection in asked:
        connection.close()
    assert len(asked) == 1
