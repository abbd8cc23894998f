"""What one request costs by itself: SQL statements, and where its time goes."""

from __future__ import annotations

import cProfile
import io
import pstats
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from bench.web.wrk import Client
from webapp.extensions import db

ROUNDS = 300


def statements(app: Flask, client: Client) -> list[str]:
    """The SQL of one request, in this process."""
    with app.app_context():
        engine = db.engine
    ask(app, client)  # what is done once is not what it costs
    with noted(engine) as found:
        ask(app, client)
    return [statement for statement in found if not statement.startswith("BEGIN")]


@contextmanager
def noted(engine: Any) -> Iterator[list[str]]:
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found.append(" ".join(statement.split()))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def ask(app: Flask, client: Client) -> None:
    answer = app.test_client(use_cookies=False).get(client.path, headers=client.headers)
    assert answer.status_code == 200, answer.status  # noqa: S101 (else nothing is told)


def profile(app: Flask, client: Client, lines: int = 45) -> str:
    """cProfile's table of many requests in this process, and milliseconds of one."""
    ask(app, client)
    started = time.perf_counter()
    for _ in range(ROUNDS):
        ask(app, client)
    each = 1000 * (time.perf_counter() - started) / ROUNDS
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(ROUNDS):
        ask(app, client)
    profiler.disable()
    said = io.StringIO()
    pstats.Stats(profiler, stream=said).sort_stats("cumulative").print_stats(lines)
    return f"{each:.2f} ms a request without the profiler\n{said.getvalue()}"
