"""A connection that gunicorn keeps is good for the next request; else it says so."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator

import pytest

from support.stack import Stack, wait_for

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def connection(
    make_stack: Callable[..., Stack],
) -> Iterator[http.client.HTTPConnection]:
    stack = make_stack()
    stack.upgrade()
    stack.start("web")
    wait_for(lambda: "Booting worker" in stack.log("web"), "the web process serves")
    connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=20)
    yield connection
    connection.close()


def test_a_body_that_is_too_long_ends_the_connection_in_words(
    connection: http.client.HTTPConnection,
) -> None:
    sent = [
        ("/api/v1/scans", b"x" * 100_000, 413),
        ("/api/v1/scans", iter([b"x" * 60_000] * 2), 413),  # chunked
        # This client sends all of it before it looks for the answer.
        ("/api/v1/scans", b"x" * 12_000_000, 413),
        ("/api/v1/sites", iter([b"x" * 1_000_000] * 12), 401),
        ("/nothing", b"x" * 100_000, 404),
    ]
    for path, body, status in sent:
        connection.request("POST", path, body, JSON)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == status
        assert answer.getheader("Connection") == "close"
        # The client read that, and opens a new one by itself.
        connection.request("GET", "/healthz")
        with connection.getresponse() as answer:
            assert answer.read() == b"ok\n"


def test_a_body_that_fits_keeps_it(connection: http.client.HTTPConnection) -> None:
    for _ in range(2):
        connection.request("POST", "/api/v1/scans", b" " * 65_536, JSON)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 400
        assert answer.getheader("Connection") == "keep-alive"
        assert connection.sock is not None
