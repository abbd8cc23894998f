"""Run the catalogue: ``make faults``, ``make faults FAULTS="F1 F9"``."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from faults.catalogue import NOT_TRIED, in_order
from faults.fault import Fault
from faults.run import Result, run_fault
from support.postgres import Postgres, find_binaries
from support.stack import ROOT

RESULTS = ROOT / "var" / "faults"
SCANS, RATE = 120, 4.0
TABLE = "table.md"


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m faults",
        description="Do harm to the running product and check that nothing is lost.",
    )
    parser.add_argument("only", nargs="*", metavar="FAULT", help="such as F1 F9; again")
    parser.add_argument("--scans", type=int, default=SCANS, help="in each run (120)")
    parser.add_argument("--again", action="store_true", help="forget earlier results")
    parser.add_argument("--list", action="store_true", help="only say what there is")
    asked = parser.parse_args()
    runs = [
        (fault, database)
        for fault in in_order()
        for database in fault.databases
        if not asked.only or fault.id in asked.only
    ]
    unknown = set(asked.only) - {fault.id for fault, _ in runs}
    if unknown:
        parser.error(f"there is no fault {', '.join(sorted(unknown))}: see --list")
    if asked.list:
        for fault, database in runs:
            print(f"{fault.id:4} {database:10} {fault.title}")
        return 0
    RESULTS.mkdir(parents=True, exist_ok=True)
    is_fresh = asked.again or bool(asked.only)
    results = run_all(runs, asked.scans, is_fresh=is_fresh)
    (RESULTS / TABLE).write_text(table(every_result()))
    failed = [result for result in results if result.passed is False]
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def run_all(
    runs: list[tuple[Fault, str]], scans: int, *, is_fresh: bool
) -> list[Result]:
    """Each run whose result is not there yet, or that did not pass the last time."""
    results, cluster = [], None
    try:
        for fault, database in runs:
            path = RESULTS / f"{fault.id}-{database}.json"
            known = None if is_fresh else read(path)
            if known is not None and known.passed:
                results.append(known)
                continue
            if database == "postgresql" and cluster is None:
                cluster = start_postgres()
            when, keep = time.strftime("%H:%M:%S"), path.with_suffix("")
            print(f"{when} {fault.id} on {database}: {fault.title}", flush=True)
            result = run_fault(
                fault, database, cluster, scans=scans, rate=RATE, keep=keep
            )
            path.write_text(json.dumps(result.as_dict(), indent=1) + "\n")
            print(tell(result), flush=True)
            results.append(result)
    finally:
        if cluster is not None:
            cluster.stop()
    return results


def start_postgres() -> Postgres:
    binaries = find_binaries()
    if binaries is None:
        sys.exit(
            "PostgreSQL's server is not installed; on Debian: apt install postgresql"
        )
    return Postgres(binaries).start()


def read(path: Path) -> Result | None:
    return Result(**json.loads(path.read_text())) if path.is_file() else None


def every_result() -> list[Result]:
    order = [fault.id for fault in in_order()]
    found = [read(path) for path in RESULTS.glob("*-*.json")]
    known = [result for result in found if result is not None and result.fault in order]
    return sorted(known, key=lambda r: (order.index(r.fault), r.database != "sqlite"))


def tell(result: Result) -> str:
    word = {True: "ok", False: "FAILED", None: "not tried"}[result.passed]
    figures = (
        f"{result.accepted} accepted",
        f"{result.lost} lost",
        f"{result.run_twice} run again",
        f"{result.stored_twice} stored twice",
        f"recovered in {result.recovered_seconds} s",
        f"{result.seconds:.0f} s in all",
    )
    notes = [f"    {note[:400]}" for note in result.notes[:12]]
    return "\n".join([f"  {word}: {', '.join(figures)}", *notes])


def table(results: list[Result]) -> str:
    """The table of ``docs/reliability.md``."""
    lines = [
        (
            "| fault | what happens | database | accepted | lost | run again | "
            "stored twice | seconds to recover | expected, and what else was seen |"
        ),
        "|---|---|---|--:|--:|--:|--:|--:|---|",
    ]
    for one in results:
        word = {True: one.expected, False: "**failed**", None: "not tried"}[one.passed]
        lines.append(
            f"| {one.fault} | {one.title} | {one.database} | {one.accepted} | "
            f"{one.lost} | {one.run_twice} | {one.stored_twice} | "
            f"{one.recovered_seconds} | {'; '.join([word, *one.notes])} |"
        )
    total = sum(one.accepted for one in results)
    lines.append(f"\n{total} scans in {len(results)} runs.\n")
    lines += ["| not tried | why |", "|---|---|"]
    lines += [f"| {name} | {reason} |" for name, reason in NOT_TRIED.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
