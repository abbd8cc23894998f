"""The bench of waits: the product's queue and database, imagined time."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.fairness import __main__ as bench
from bench.fairness import figures, load
from bench.fairness.simulation import Begun, Sent


def begun(group: str, sent: float, popped: float, worker: str = "w1") -> Begun:
    return Begun(Sent(sent, group, is_first=True), worker, popped, popped + 1)


def test_turns_keep_the_bounds_that_first_come_first_served_breaks(
    short_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = bench.arguments(["--scans", "40", "--workers", "2"])
    assert bench.compare(short_folder, asked)
    said = capsys.readouterr().out.partition("\n| workers | turns | scans of A")
    waits = {kind: rows(said[0], kind) for kind in bench.KINDS}
    assert len(waits["before"]) == len(waits["after"]) == 5
    # Those with a few pages wait less, and what waits for them is done no later.
    few = {kind: seconds(waits[kind][1][3]) for kind in bench.KINDS}
    assert few["after"] < few["before"] / 2
    [before], [after] = (rows(said[2], kind) for kind in bench.KINDS)
    assert int(before[1]) > bench.MOST_JOBS >= int(after[1])
    assert float(after[-1]) < 1.05 * float(before[-1])


def rows(table: str, kind: str) -> list[list[str]]:
    """The cells after the number of workers and the kind."""
    start = f"| 2 | {kind} | "
    found = [line for line in table.splitlines() if line.startswith(start)]
    return [line.removeprefix(start).strip("| ").split(" | ") for line in found]


def seconds(cell: str) -> float:
    return float(cell.partition(" ")[0].replace(",", ""))


def test_scans_of_a_count_from_submission_to_take_by_worker() -> None:
    taken = [begun(load.MANY, 0, at) for at in (1, 4, 6, 9)]
    other = begun(load.MANY, 0, 5, "w2")
    assert figures.jobs_before([*taken, other, begun(load.FEW, 3, 8)]) == [[2, 1]]
    assert figures.jobs_before([*taken, other, begun(load.FEW, 7, 8)]) == [[0, 0]]


def test_shares_end_with_the_first_queue_that_is_empty() -> None:
    high = [begun(load.MANY, 0, at) for at in (1, 2, 3)]
    low = [begun(load.BULK, 0, at) for at in (2, 4, 5, 6)]
    shares = figures.shares([*high, *low])
    assert (shares[load.MANY], shares[load.BULK]) == (0.75, 0.25)


def test_waits_end_with_the_claim() -> None:
    [row, first] = figures.wait_rows([begun(load.FEW, 3, 8)], 2)
    assert row == "B, C, D | 1 | 6.0 (3.0) | 6.0 (3.0) | 6.0 (3.0)"
    assert first.startswith(figures.FIRST)
