"""Watchers and submissions against the real web process, as wrk sees it.

    PYTHONPATH=.:tests python -m bench.web [--databases sqlite postgresql]
        [--seconds 30] [--processes 2] [--watchers 1 50 200 500] [--profile]

gunicorn as in the Procfile, Valkey, and a database, in a folder of their own; wrk, on
the same cores, asks. Paced: each connection asks once a second, as a page with an open
scan does. At once: each asks again when it has its answer, so that the figure tells how
much there is to be had, and the times are those of a server that is always busy.
wrk opens all of its connections at the beginning, and gunicorn keeps a thread for each
new one until its first request is there: the first second is slow, so that 95 % tell
something only where a line is measured for half a minute.
"""

from __future__ import annotations

import argparse
import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.web import cost, databases, place
from bench.web.place import Place
from bench.web.wrk import Load, Run, Told, binary

#: At the 95th percentile, with so many watchers.
POLL_MS, SUBMIT_MS = 20, 50
WATCHERS = 200
#: Twelve a second are a million a day.
SUBMITTERS = 12
JSON_BODY = '{"url": "https://{n}.example/", "force": true}'
COLUMNS = ("connections", "a second", "p50 ms", "p95 ms", "p99 ms", "cpu ms", "bytes")
FORM_BODY = "urls=https%3A%2F%2F{n}.example%2F"


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.web",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--databases",
        nargs="+",
        choices=databases.DATABASES,
        default=databases.DATABASES,
    )
    parser.add_argument("--seconds", type=float, default=30, help="of each line")
    parser.add_argument("--processes", type=int, default=2, help="WEB_CONCURRENCY")
    parser.add_argument("--watchers", type=int, nargs="+", default=[1, 50, 200, 500])
    parser.add_argument("--profile", action="store_true", help="of one poll, and end")
    return parser.parse_args(words)


def loads(at: Place, numbers: list[int]) -> Iterator[Load]:
    """One after the other; the first finds caches and connections to be made."""
    crowd = at.watchers(max(numbers))
    yield Load("poll (to warm up), at once", 20, crowd)
    for number in numbers:
        yield Load("poll, paced", number, crowd[:number], is_paced=True)
    for number in numbers:
        yield Load("poll, at once", number, crowd[:number])
    visitors = at.watchers(50, are_users=False)
    yield Load("poll of visitors, at once", 50, visitors)
    for number in (1, 50):
        programs = at.programs()
        yield Load("submit (API), at once", number, programs, "POST", JSON_BODY)
    for number in (1, 50):
        browsers = at.browsers()
        yield Load("submit (form), at once", number, browsers, "POST", FORM_BODY)


def measure(at: Place, numbers: list[int], seconds: float, folder: Path) -> bool:
    """Print the lines of one database; whether the bounds are kept."""
    print(f"load average before: {os.getloadavg()[0]:.1f}\n")
    print(f"| load | {' | '.join(COLUMNS)} |\n|---|{'--:|' * len(COLUMNS)}")
    for load in loads(at, numbers):
        before = at.processor_seconds()
        told = Run(load, at.stack.url, seconds, folder).told()
        show(load, told, at.processor_seconds() - before)
    return measure_together(at, seconds, folder)


def measure_together(at: Place, seconds: float, folder: Path) -> bool:
    """The load that the bounds are for: watchers, and a million submissions a day."""
    watchers, programs = at.watchers(WATCHERS), at.programs()
    crowd = Load("both: poll, paced", WATCHERS, watchers, is_paced=True)
    asking = Load(
        "both: submit, paced", SUBMITTERS, programs, "POST", JSON_BODY, is_paced=True
    )
    before = at.processor_seconds()
    runs = [Run(load, at.stack.url, seconds, folder) for load in (crowd, asking)]
    polls, submits = (run.told() for run in runs)
    used = at.processor_seconds() - before
    show(crowd, polls)
    show(asking, submits)
    print(f"\nof both, web used {used / seconds:.2f} of a core")
    failures = sum(told.refused + told.broken for told in (polls, submits))
    is_quick = polls.milliseconds[1] <= POLL_MS and submits.milliseconds[1] <= SUBMIT_MS
    return is_quick and not failures


def show(load: Load, told: Told, used: float | None = None) -> None:
    p50, p95, p99 = told.milliseconds
    each = "" if used is None else f"{1000 * used / max(1, told.requests):.2f}"
    failures = ""
    if told.refused or told.broken:
        failures = f" {told.refused} refused, {told.broken} broken"
    print(
        f"| {load.name} | {load.connections} | {told.per_second:.1f} | {p50:.1f} "
        f"| {p95:.1f} | {p99:.1f} | {each} | {told.bytes_each:.0f} |{failures}",
        flush=True,
    )


def show_statements(at: Place) -> None:
    for whose, are_users in (("user", True), ("visitor", False)):
        [client] = at.watchers(1, are_users=are_users)
        found = cost.statements(at.app, client)
        print(f"\nThe poll of a {whose}: {len(found)} statements")
        for statement in found:
            print(f"- {statement[:110]}")


def main() -> None:
    asked = arguments()
    binary()
    logging.disable(logging.WARNING)
    is_kept = True
    with tempfile.TemporaryDirectory(prefix="web-") as temporary:
        folder = Path(temporary)
        for database in asked.databases:
            print(f"\n## {database}, {asked.processes} web process(es)\n", flush=True)
            with place.opened(folder, database, asked.processes) as at:
                if asked.profile:
                    print(cost.profile(at.app, at.watchers(1)[0]))
                    continue
                is_kept &= measure(at, asked.watchers, asked.seconds, folder)
                show_statements(at)
    if not is_kept:
        raise SystemExit(
            f"the bounds at 95 %, with {WATCHERS} watchers: {POLL_MS} ms a poll, "
            f"{SUBMIT_MS} ms a submission"
        )


if __name__ == "__main__":
    main()
