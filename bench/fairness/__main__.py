"""How long senders wait beside one who submits very much, before and after they took
turns.

    PYTHONPATH=.:tests python -m bench.fairness [--scans 2000] [--workers 1 2 4 8]
        [--seconds 4] [--spread 0.5]

Real submissions, Valkey, SQLite, claims and the workers' own order of queues; only the
time that a scan takes is imagined (``simulation``). A submits all ``--scans`` pages at
the beginning; B, C and D come with one to five at a time, visitors one by one; half as
many pages as A's wait in the last queue. *Before*: nothing is held, as it was.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from bench.fairness import figures, load
from bench.fairness.simulation import Begun, Simulation, first_come_first_served
from config import load_settings
from support.valkey import Valkey
from webapp import create_app
from webapp.extensions import db
from webapp.services import schema

BEFORE, AFTER = KINDS = ("before", "after")
#: Scans of A that a worker may take before the first page of another sender, and the
#: part of all scans that the last queue gets at least.
MOST_JOBS, LEAST_SHARE = 1, 0.1


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.fairness",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--scans", type=int, default=2000, help="of A")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--seconds", type=float, default=4, help="of a scan, the mean")
    parser.add_argument("--spread", type=float, default=0.5, help="0: all the same")
    return parser.parse_args(words)


@contextmanager
def product(folder: Path) -> Iterator[Valkey]:
    """An app on an empty database and an empty Redis."""
    folder.mkdir()
    valkey = Valkey(folder).start()
    environ = {
        "APP_ENV": "development",
        "VAR_DIR": str(folder / "var"),
        "REDIS_URL": valkey.url,
        "SCAN_ALLOWED_NETWORKS": "127.0.0.0/8",
        "KEYPHRASES_ENCODER": "off",
        "LIMIT_USER_PER_HOUR": "0",
        "QUEUE_CAP": "0",
    }
    with create_app(load_settings(environ)).app_context():
        db.create_all()
        try:
            yield valkey
        finally:
            schema.close_database()
            valkey.stop()


def simulate(
    folder: Path, kind: str, workers: int, asked: argparse.Namespace
) -> list[Begun]:
    turns = first_come_first_served() if kind == BEFORE else nullcontext()
    with product(folder) as valkey, turns:
        at = Simulation(valkey.client, workers, asked.seconds, asked.spread)
        at.run(load.arrivals(asked.scans, workers, asked.seconds))
        if len(at.begun) != len(at.sent):
            raise SystemExit(f"of {len(at.sent)} scans {len(at.begun)} were begun")
    return at.begun


def show_waits(workers: int, kind: str, begun: Sequence[Begun], seconds: float) -> None:
    for row in figures.wait_rows(begun, seconds):
        print(f"| {workers} | {kind} | {row} |", flush=True)


def summary(workers: int, kind: str, begun: Sequence[Begun]) -> str:
    jobs, shares = figures.jobs_before(begun), figures.shares(begun)
    most, of_all = [max(each) for each in jobs], [sum(each) for each in jobs]
    over = sum(number > MOST_JOBS for number in most)
    parts = " | ".join(f"{100 * shares[group]:.0f} %" for group in figures.GROUPS)
    done = figures.all_done(begun)
    return (
        f"| {workers} | {kind} | {max(of_all):,} | {max(most):,} "
        f"| {over} of {len(jobs)} | {parts} | {done:,.0f} |"
    )


def is_kept(begun: Sequence[Begun]) -> bool:
    share = figures.shares(begun)[load.BULK]
    most = max(max(each) for each in figures.jobs_before(begun))
    return most <= MOST_JOBS and share >= LEAST_SHARE


def compare(folder: Path, asked: argparse.Namespace) -> bool:
    """Print both tables; whether the bounds are kept."""
    print(
        f"{asked.scans:,} scans of A, each of {asked.seconds:g} s; waits in seconds "
        "(and in scans of one worker)\n\n"
        "| workers | turns | sender | scans | median | 95 % below | longest |\n"
        "|--:|---|---|--:|--:|--:|--:|"
    )
    summaries, kept = [], True
    for workers in asked.workers:
        for kind in KINDS:
            begun = simulate(folder / f"{kind}-{workers}", kind, workers, asked)
            show_waits(workers, kind, begun, asked.seconds)
            summaries.append(summary(workers, kind, begun))
            kept = kept and (kind == BEFORE or is_kept(begun))
    print(
        "\n| workers | turns | scans of A first, of all workers | of one worker "
        f"| more than {MOST_JOBS} | {' | '.join(figures.GROUPS)} | last begins, s |\n"
        f"|--:|---|{'--:|' * 8}"
    )
    print("\n".join(summaries))
    return kept


def main() -> None:
    asked = arguments()
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="fair-") as temporary:
        kept = compare(Path(temporary), asked)
    if not kept:
        raise SystemExit(
            f"the bounds: at most {MOST_JOBS} scan of A on each worker first, and "
            f"{LEAST_SHARE:.0%} of the scans for the last queue"
        )


if __name__ == "__main__":
    main()
