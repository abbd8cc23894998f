"""Run both kinds of cut: ``python -m hosts``."""

from __future__ import annotations

import argparse
import signal
import sys
from types import FrameType

from faults.scene import BASE
from hosts import network
from hosts.run import Plan, Result, Told, run
from support.stack import ROOT

HEAD = (
    "| cut | host | answers meanwhile | median s | slowest s | first taken after s | "
    "first ended after s | all ended after s | last horse hung s | half-open |\n"
    "|---|---|---|--:|--:|--:|--:|--:|--:|---|"
)
LOGS = ROOT / "var" / "hosts"
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m hosts",
        description="Cut the links between hosts under load; nothing may be lost.",
    )
    parser.add_argument("--kind", choices=network.KINDS, help="only this one")
    parser.add_argument("--cut", type=float, default=60, help="seconds of a cut (60)")
    parser.add_argument("--rate", type=float, default=2, help="submissions a second")
    parser.add_argument(
        "--short", action="store_true", help="short leases and little load around"
    )
    asked = parser.parse_args()
    plan = Plan(calm=30, cut=asked.cut, after=30, rate=asked.rate)
    if asked.short:
        plan = Plan(calm=2, cut=asked.cut, after=4, rate=asked.rate, environ=BASE)
    for number in ENDING:
        signal.signal(number, end)
    kinds = [asked.kind] if asked.kind else list(network.KINDS)
    try:
        results = run_all(kinds, plan)
    except network.NotHere as error:
        sys.stderr.write(f"Not run: {error}.\n")
        return 2
    return int(any(result.problems for result in results))


def end(number: int, frame: FrameType | None) -> None:
    """What was made is taken away on the way out."""
    hear_nothing()
    sys.exit(128 + number)


def hear_nothing() -> None:
    """The clean-up is not broken off, however often one asks."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)


def run_all(kinds: list[str], plan: Plan) -> list[Result]:
    results = []
    network.require()
    try:
        network.build()
        print(HEAD, flush=True)  # noqa: T201
        with network.inside(network.ROUTER):
            for kind in kinds:
                results.append(run(kind, plan, LOGS / kind))
                print(tell(results[-1]), flush=True)  # noqa: T201
    finally:
        hear_nothing()
        network.remove()
    return results


def tell(result: Result) -> str:
    """A row of ``docs/reliability.md`` for each cut, and what was wrong."""
    rows = [f"| {result.kind} | {one.host} | {figures(one)} |" for one in result.cuts]
    word = "FAILED" if result.problems else "ok"
    summary = (
        f"{word}: {result.accepted} accepted, {result.lost} lost, "
        f"{result.run_twice} run again, {result.stored_twice} stored twice, "
        f"{len(result.died)} processes died"
    )
    problems = [f"    {text[:400]}" for text in result.problems[:12]]
    return "\n".join([*rows, summary, *problems])


def figures(told: Told) -> str:
    answers = ", ".join(f"{n} × {k}" for k, n in sorted(told.answers.items()))
    half_open = ", ".join(f"{n} of {k}" for k, n in sorted(told.half_open.items()))
    seconds = (
        told.median,
        told.slowest,
        told.taken_after,
        told.ended_after,
        told.all_ended_after,
        told.hung,
    )
    cells = (answers, *(f"{one:.1f}" for one in seconds), half_open or "none")
    return " | ".join(cells)


if __name__ == "__main__":
    sys.exit(main())
