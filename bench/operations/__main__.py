"""How long each operators' page takes with a million scans and a long line.

    PYTHONPATH=.:tests python -m bench.operations [--scans 1000000] [--waiting 100000]

A database is filled as after months (``seed``), on SQLite and on PostgreSQL; a real
Valkey holds the jobs of the line. Each page is asked for as an operator, in this
process, and its queries are counted. Submitting and polling a scan are timed as well,
since they must not slow down either.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from bench.operations.seed import Seed
from bench.web.databases import DATABASES, environ
from config import load_settings
from support.browser import PASSWORD, csrf_token, sign_in
from support.valkey import Valkey
from webapp import create_app
from webapp.extensions import db
from webapp.models import Scan, User
from webapp.services import accounts

AIM_MS = 200
PAGES = (
    "/ops/",
    "/ops/?window=24h",
    "/ops/?window=7d",
    "/ops/now",
    "/ops/queues",
    "/ops/workers",
    "/ops/scans",
    "/ops/scans?status=error",
    "/ops/scans?status=QUEUED",
    "/ops/scans?code=http_404",
    "/ops/scans?host=www7.example.com",
    "/ops/scans?address=https://www7.example.com/page/1",
    "/ops/scans?user=user7@example.com",
    "/ops/scans?since=2026-11-01T00:00&status=ERROR_CRAWL",
    "/ops/scans/all?status=error",
    "/ops/scans/{scan}",
    "/ops/dead-letters",
    "/ops/schedule",
    "/ops/users",
    "/ops/users?q=user7",
    "/ops/audit",
    "/ops/audit?q=olga",
    "/metrics",
    "/scans",
    "/scans/{public}/progress",
)


@contextmanager
def service(folder: Path, database: dict[str, str]) -> Iterator[Flask]:
    """The app on this database, with a Valkey of its own."""
    valkey = Valkey(folder)
    valkey.start()
    chosen = {
        "APP_ENV": "development",
        "VAR_DIR": str(folder / "var"),
        "SECRET_KEY": "a key for benches, long enough",
        "REDIS_URL": valkey.url,
        "QUEUE_CAP": "0",
        "LIMIT_USER_PER_HOUR": "0",
        "LIMIT_TARGET_PER_HOUR": "0",
        "METRICS_ALLOWED_NETWORKS": "127.0.0.0/8",
        "SCAN_ALLOWED_NETWORKS": "127.0.0.0/8",
        **database,
    }
    app = create_app(load_settings(chosen))
    try:
        with app.app_context():
            db.create_all()
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()
        valkey.stop()


def operator_of(app: Flask) -> FlaskClient:
    with app.app_context():
        user: User = accounts.create("olga@example.com", PASSWORD, is_operator=True)
    client = app.test_client()
    sign_in(client, user)
    return client


class Queries:
    """How many statements the engine was given."""

    def __init__(self, app: Flask) -> None:
        self.number = 0
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", self.count)

    def count(self, *_: object) -> None:
        self.number += 1


def measure(client: FlaskClient, path: str, times: int) -> list[float]:
    """Milliseconds of each request after a first one."""
    taken = []
    for _ in range(times + 1):
        began = time.perf_counter()
        answer = client.get(path)
        taken.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status}")
    return taken[1:]


def submit(client: FlaskClient, times: int) -> list[float]:
    """Milliseconds of each submission of a page."""
    token = csrf_token(client, "/")
    taken = []
    for number in range(times + 1):
        form = {"urls": f"http://127.0.0.1/{number}", "csrf_token": token}
        began = time.perf_counter()
        answer = client.post("/scans", data=form)
        taken.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 303:
            raise SystemExit(f"POST /scans: {answer.status}")
    return taken[1:]


def told(name: str, taken: list[float], queries: int | str) -> bool:
    p95 = statistics.quantiles(taken, n=20)[-1]
    mark = "" if p95 <= AIM_MS else "  over the aim"
    print(f"  {name:58} {statistics.median(taken):7.0f} {p95:7.0f} {queries:>8}{mark}")
    return p95 <= AIM_MS


def run(database: str, arguments: argparse.Namespace) -> bool:
    print(f"{database}: {arguments.scans:,} scans, {arguments.waiting:,} waiting")
    is_well = True
    with (
        tempfile.TemporaryDirectory(prefix="ops-") as name,
        environ(database) as own,
        service(Path(name), own) as app,
    ):
        client = operator_of(app)
        began = time.monotonic()
        with app.app_context():
            Seed(arguments.scans, arguments.waiting).fill()
            ended = select(Scan.id, Scan.public_id).where(Scan.finished_at.is_not(None))
            scan, public = db.session.execute(ended.limit(1)).one()
        print(f"  filled in {time.monotonic() - began:.0f} s")
        print(f"  {'page':58} {'p50 ms':>7} {'p95 ms':>7} {'queries':>8}")
        queries = Queries(app)
        for page in PAGES:
            path = page.format(scan=scan, public=public)
            before = queries.number
            taken = measure(client, path, arguments.times)
            each = (queries.number - before) // (arguments.times + 1)
            is_well &= told(page, taken, each)
        is_well &= told("POST /scans", submit(client, arguments.times), "")
    return is_well


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.operations",
        description="Time the operators' pages at a million scans.",
    )
    parser.add_argument("--scans", type=int, default=1_000_000)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=20, help="requests a page")
    parser.add_argument("--databases", nargs="+", default=DATABASES, choices=DATABASES)
    arguments = parser.parse_args()
    results = [run(database, arguments) for database in arguments.databases]
    print(f"every page within {AIM_MS} ms at p95: {'yes' if all(results) else 'NO'}")


if __name__ == "__main__":
    main()
