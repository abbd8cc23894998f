"""A stub model for each test that asks one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from support.model_calls import Serve
from support.model_server import ModelServer, Script


@pytest.fixture
def serve() -> Iterator[Serve]:
    """``serve(script)``: a stub that ends with the test."""
    with contextlib.ExitStack() as stack:

        def start(script: Script, **options: object) -> ModelServer:
            server = ModelServer(script, **options)  # type: ignore[arg-type]
            stack.callback(server.close)
            return server

        yield start
