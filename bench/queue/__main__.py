"""Deliveries a second beside bare RQ, with one, two and four workers.

    PYTHONPATH=.:tests python -m bench.queue [--scans 10000] [--workers 1 2 4]
        [--databases sqlite postgresql] [--busy 0] [--profile]

Real workers, work horses, Valkey and database; only the four stages are replaced by
ones that take no time and give the same real report (``stub``). Bare RQ's worker has
the same modules loaded and runs a job that calls these stages and nothing else. Both
kinds take turns, block by block, so that a busy moment meets both; ``--scans`` of each
are shared out among the numbers of workers. ``--busy``: milliseconds of the processor
that the stages use in both kinds, as a real scan's do. ``--profile`` puts clocks around
the parts of a delivery, whose own cost the figures of that run include.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import tempfile
from functools import partial
from pathlib import Path

from flask import Flask
from redis import Redis

from bench import scan, turnaround
from bench.queue import line, sizes, stopwatch, stub
from bench.queue.line import BARE, KINDS, OURS, Line
from bench.web import databases
from config import load_settings
from support.stack import Stack, wait_for
from webapp import create_app
from webapp.models import Scan
from webapp.pipeline import analyze, runner
from webapp.services import accounts, dispatch, schema

#: Of bare RQ's deliveries a second, with one worker.
BOUND = 0.8
BLOCKS = 6


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.queue",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--scans", type=int, default=10_000, help="of each kind")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument(
        "--databases",
        nargs="+",
        choices=databases.DATABASES,
        default=databases.DATABASES,
    )
    parser.add_argument("--busy", type=float, default=0, help="milliseconds")
    parser.add_argument("--profile", action="store_true")
    return parser.parse_args(words)


def make_teaser(folder: Path) -> Path:
    """What the real stages say of a page of 900 words."""
    (folder / "site").mkdir()
    page = turnaround.made_page(folder / "site")
    server = scan.serve(page.parent)
    chosen = scan.options(analyze.NoKeyphrases())
    url = f"http://127.0.0.1:{server.server_port}/{page.name}"
    crawled = runner.crawl_page(url, chosen, lambda *_: None)
    body = runner.run_teaser(crawled, chosen, lambda *_: None)
    server.shutdown()
    server.server_close()
    path = folder / "teaser.json"
    path.write_text(json.dumps(body))
    return path


def measure(stack: Stack, app: Flask, asked: argparse.Namespace) -> list[Line]:
    """A line for each number of workers, printed as it ends."""
    client = Redis.from_url(app.extensions["settings"].redis_url)
    with app.app_context():
        user = accounts.create("alice@example.com", "a long enough password")
    number = max(BLOCKS, asked.scans // len(asked.workers))
    lines = []
    for workers in asked.workers:
        at = Line(stack, app, workers, client)
        times = stack.folder / f"times-{workers}"
        run_line(at, line.insert(app, user, number, str(workers)), times, asked)
        lines.append(at)
    return lines


def run_line(
    at: Line, scans: list[Scan], times: Path, asked: argparse.Namespace
) -> None:
    environ = {stub.TEASER: str(asked.teaser), stub.BUSY_MS: str(asked.busy)}
    if asked.profile:
        environ[stopwatch.FILE] = str(times)
    at.last = scans[-1].id, scans[-1].delivery
    at.start(environ)
    for turn in range(BLOCKS):
        block = scans[turn::BLOCKS]
        enqueue = {
            OURS: partial(line.enqueue_ours, at.app, block),
            BARE: partial(line.enqueue_bare, at.client, at.app, block),
        }
        for kind in KINDS if turn % 2 else KINDS[::-1]:
            at.run(kind, enqueue[kind])
    at.stop()
    show(at)
    if asked.profile:
        print(f"\n{stopwatch.table(times)}\n", flush=True)


def show(at: Line) -> None:
    ours, bare = at.rate(OURS), at.rate(BARE)
    print(
        f"| {at.workers} | {at.done[OURS]:,} | {ours:.1f} | {bare:.1f} "
        f"| {ours / at.workers:.1f} | {bare / at.workers:.1f} | {ours / bare:.2f} "
        f"| {at.cost(OURS):.1f} | {at.cost(BARE):.1f} |",
        flush=True,
    )


def show_sizes(app: Flask, lines: list[Line]) -> None:
    done = sum(at.done[OURS] for at in lines)
    waiting = sum(at.bytes[OURS] for at in lines) / done
    client = lines[0].client
    finished = sizes.of_job(client, dispatch.job_id(*lines[0].last))
    print(
        f"\nof Redis: {waiting:,.0f} bytes a waiting job, {finished:,} a finished one"
    )
    for name, found in sizes.of_database(app).items():
        print(f"of the database, {name}: {found / done:,.0f} bytes a scan")
    client.close()


def run_database(folder: Path, database: str, asked: argparse.Namespace) -> bool:
    """Print the table of one database; whether the bound is kept."""
    print(f"\n## {database}, load average before: {os.getloadavg()[0]:.1f}\n")
    print(
        "| workers | scans | ours a second | bare RQ | ours, each worker "
        "| bare, each worker | ratio | ours, cpu ms | bare, cpu ms |\n"
        f"|{'--:|' * 9}",
        flush=True,
    )
    off = {"LIMIT_USER_PER_HOUR": "0", "LIMIT_TARGET_PER_HOUR": "0", "QUEUE_CAP": "0"}
    with databases.environ(database) as told:
        stack = Stack(folder / database, {**off, **told})
        app = None
        try:
            stack.start("redis")
            stack.upgrade()
            # RQ's own worker ends where Valkey does not answer yet.
            wait_for(stack.socket().exists, "Valkey listens", 60)
            app = create_app(load_settings(stack.environ))
            lines = measure(stack, app, asked)
            told_stored = line.stored(app)
            show_sizes(app, lines)
        finally:
            if app is not None:
                with app.app_context():
                    schema.close_database()
            stack.stop()
    wanted = sum(at.done[OURS] for at in lines)
    if told_stored != (wanted, wanted):
        raise SystemExit(f"of {wanted} scans and reports there are {told_stored}")
    return lines[0].rate(OURS) >= BOUND * lines[0].rate(BARE)


def main() -> None:
    asked = arguments()
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="queue-") as temporary:
        folder = Path(temporary)
        asked.teaser = make_teaser(folder)
        size = asked.teaser.stat().st_size
        print(f"each report: {size:,} bytes of JSON; the stages: {asked.busy:g} ms")
        kept = [run_database(folder, each, asked) for each in asked.databases]
    if not all(kept):
        raise SystemExit(f"the bound is {BOUND} of bare RQ, with one worker")


if __name__ == "__main__":
    main()
